import { type EnvVar, type Field, type Process, written } from '../model/index.ts';
import { absent, byPath, nowhereIn, refused, type Texts } from './texts.ts';

/** More variables than this no program is started with: the kernel takes 2 MiB of them (execve(2)). */
const mostVariables = 10_000;

/** What it was started with. Neither text may be quoted: the places point to no text. */
export async function environmentOf({ door, folder }: Texts): Promise<Pick<Process, 'env' | 'args'> & { readonly unread?: Field<never> }> {
  const [environment, words] = await Promise.all([door.memory(`${folder}/environ`), door.memory(`${folder}/cmdline`)]);
  const args =
    'words' in words
      ? byPath(`${folder}/cmdline`, words.words)
      : 'missing' in words
        ? absent(`${folder}/cmdline`)
        : refused(`${folder}/cmdline`, words.refused);
  if (!('words' in environment)) {
    const unread = 'missing' in environment ? absent(`${folder}/environ`) : refused(`${folder}/environ`, environment.refused);
    return { env: [], args, unread };
  }
  return { env: environment.words.slice(0, mostVariables).flatMap((word) => variableOf(word, `${folder}/environ`)), args };
}

function variableOf(word: string, path: string): readonly EnvVar[] {
  const equals = word.indexOf('=');
  if (equals <= 0) return [];
  const origin = nowhereIn(path);
  return [{ name: word.slice(0, equals), origin, value: written(word.slice(equals + 1), origin) }];
}

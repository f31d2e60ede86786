import { secretFile } from '../../facts/secret-files.ts';
import { type BuildStep, knownValue } from '../../model/index.ts';
import type { Found } from './found.ts';

/** Files that are copied into a stage of the image and hold secrets by their name. `later`: the steps that follow. */
export function copied(step: BuildStep, later: readonly BuildStep[]): Found[] {
  if (step.instruction !== 'COPY' && step.instruction !== 'ADD') return [];
  return sourcesOf(knownValue(step.text) ?? '').flatMap((path) => {
    const what = secretFile(path);
    if (what === undefined) return [];
    const removed = later.some((next) => next.instruction === 'RUN' && removes(knownValue(next.text) ?? '', path));
    const still = removed ? '; the rm that follows leaves it in its layer' : '';
    const detail = `copies ${path} into the image, which by its name holds ${what}${still}`;
    return [{ step, detail, severity: 'medium', remedy: [{ set: 'build.copy.remove', to: { path } }] }];
  });
}

/** All words but the last, in either form; a heredoc's lines come after the first. */
function sourcesOf(text: string): string[] {
  const [line = ''] = text.split('\n', 1);
  const words = line.trimStart().startsWith('[') ? [...line.matchAll(/"([^"]{1,500})"/g)].map(([, word = '']) => word) : line.split(/\s+/);
  return words
    .filter((word) => word !== '')
    .slice(0, -1)
    .map((word) => word.replace(/^["']|["']$/g, ''))
    .filter((word) => !word.startsWith('<<') && !word.includes('://'));
}

const removes = (command: string, path: string): boolean =>
  /(?:^|[\s;&|])rm\s/.test(command) &&
  command.includes(
    path
      .split('/')
      .filter((part) => part !== '')
      .at(-1) ?? path,
  );

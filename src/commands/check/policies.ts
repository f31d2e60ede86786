import { fileContext } from '../../host/context.ts';
import { mentions } from '../../host/mentions.ts';
import { readText } from '../../host/read.ts';
import { type NetworkPolicy, type Source, Unreadable } from '../../model/index.ts';
import { readerOf, surfaceOf } from '../declare.ts';
import type { FileTask } from './gather.ts';

/** Endings of the files in which a network policy can stand. */
const manifest = /\.(?:ya?ml|json|tpl|tmpl|j2)$/i;

/**
 * The network policies of all files of a run, which have to be known before the first pod is judged. Plain data, fit to be sent to a
 * thread. Looks for the word in every manifest, and reads only those that hold it; what is wrong in them is told when they are judged.
 */
export async function policiesIn(tasks: readonly FileTask[]): Promise<readonly NetworkPolicy[]> {
  const policies: NetworkPolicy[] = [];
  for (const { file } of tasks) {
    if (!manifest.test(file) || !mentions(file, 'NetworkPolicy')) continue;
    for (const policy of await policiesOf(file)) policies.push(policy);
  }
  return policies;
}

async function policiesOf(file: string): Promise<readonly NetworkPolicy[]> {
  try {
    return await policiesInText({ path: file, text: readText(file) });
  } catch (error) {
    if (error instanceof Unreadable) return [];
    throw error;
  }
}

/** The network policies of one text, if it is a manifest; whatever is wrong in it is told elsewhere. */
export async function policiesInText(source: Source): Promise<readonly NetworkPolicy[]> {
  if (!manifest.test(source.path) || !source.text.includes('NetworkPolicy')) return [];
  // Roles and definitions name the kind as well; only an object of the kind says it here.
  if (!/\bkind\\?["']?\s{0,20}:\s{0,20}\\?["']?\w{0,60}NetworkPolicy/.test(source.text)) return [];
  const surface = surfaceOf(source);
  if (surface?.id !== 'kubernetes') return [];
  return (await readerOf(surface)).read(source, fileContext()).policies ?? [];
}

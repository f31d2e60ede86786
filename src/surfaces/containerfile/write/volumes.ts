import type { Instruction } from '../instruction.ts';
import type { File } from './file.ts';

/** Folders that everybody may write to anyway. */
const open = new Set(['/tmp', '/var/tmp', '/dev/shm']);

export interface Volumes {
  /** The first VOLUME of the final stage. */
  readonly first: Instruction;
  readonly paths: readonly string[];
}

/** What the program writes by its author's own word: the VOLUMEs of the final stage, as far as they are named in full. */
export function volumesOf({ target }: File): Volumes | undefined {
  const volumes = target.instructions.filter(({ keyword }) => keyword === 'VOLUME');
  const paths = volumes
    .flatMap(({ words }) => words.map(({ text }) => text))
    .filter((path) => /^\/[\w./-]+$/.test(path) && !open.has(path));
  const [first] = volumes;
  return first === undefined || paths.length === 0 ? undefined : { first, paths };
}

import { readNamed } from '../host/read.ts';
import { readStream } from '../host/stdin.ts';
import type { Terminal } from '../host/terminal.ts';
import { type Source, Unreadable } from '../model/index.ts';
import type { Gift, Given } from './gift.ts';
import { give } from './given.ts';
import type { Target } from './targets.ts';

/** The texts of the one target of a command, `command` being its name. Throws Unreadable, fit to print, where there is none. */
export async function sourcesOf(target: Target, terminal: Terminal, command: string): Promise<readonly Given[]> {
  switch (target.kind) {
    case 'path':
      return [{ source: { path: target.path, text: readNamed(target.path, `; ${command} reads one file`) } }];
    case 'standard input':
      return [{ source: { path: target.kind, text: await readStream(terminal.stdin) } }];
    case 'command line':
      return [{ source: { path: target.kind, text: target.text } }];
    case 'live':
    case 'archive':
    case 'image':
      return there(await give(target, (line) => terminal.err(`bulkhead: ${line}\n`)));
    case 'process':
      throw new Unreadable(`${command} reads what is declared; bulkhead check pid:${target.pid} judges the process`);
    case 'host':
      throw new Unreadable(`${command} is about containers; bulkhead check host judges the machine`);
    case 'unsupported':
      throw new Unreadable(`${target.target}: ${target.instead}`);
  }
}

function there({ given, problems: [problem] }: Gift): readonly Given[] {
  if (given.length === 0) throw new Unreadable(problem === undefined ? 'nothing was found' : `${problem.file}: ${problem.message}`);
  return given;
}

/** A file, or standard input for `-`. Throws Unreadable with its path. */
export async function sourceNamed(word: string, { stdin }: Pick<Terminal, 'stdin'>): Promise<Source> {
  if (word === '-') return { path: 'standard input', text: await readStream(stdin) };
  return { path: word, text: readNamed(word) };
}

/** Of a text that no surface claims. */
export const declaresNothing =
  'is no Containerfile, compose file, Kubernetes manifest, Quadlet unit, OCI bundle or script with a run command';

/** Why a text cannot be shown or translated. */
export const noSurface = (path: string): Unreadable => new Unreadable(`${path} ${declaresNothing}`);

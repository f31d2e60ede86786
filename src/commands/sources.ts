import { readText } from '../host/read.ts';
import { readStream } from '../host/stdin.ts';
import type { Terminal } from '../host/terminal.ts';
import { Unreadable } from '../model/index.ts';
import type { Gift, Given } from './gift.ts';
import { give } from './given.ts';
import type { Target } from './targets.ts';

/** The texts of the one target of a command, `command` being its name. Throws Unreadable, fit to print, where there is none. */
export async function sourcesOf(target: Target, terminal: Terminal, command: string): Promise<readonly Given[]> {
  switch (target.kind) {
    case 'path':
      return [{ source: { path: target.path, text: readFile(target.path, command) } }];
    case 'standard input':
      return [{ source: { path: target.kind, text: await readStream(terminal.stdin) } }];
    case 'command line':
      return [{ source: { path: target.kind, text: target.text } }];
    case 'live':
    case 'archive':
      return there(await give(target));
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

/** The reason alone would not say which file is meant. */
function readFile(path: string, command: string): string {
  try {
    return readText(path);
  } catch (error) {
    if (error instanceof Unreadable) throw new Unreadable(`${path}: ${error.message}; ${command} reads one file`);
    throw error;
  }
}

/** Why a text cannot be shown or translated. */
export const noSurface = (path: string): Unreadable =>
  new Unreadable(`${path} is no Containerfile, compose file, Kubernetes manifest, Quadlet unit, OCI bundle or script with a run command`);

import { isAbsolute, join } from 'node:path';
import { defaultEngine } from '../../engines/index.ts';
import { fileContext } from '../../host/context.ts';
import { owner } from '../../host/owner.ts';
import { lookAt } from '../../host/read.ts';
import { findTool } from '../../host/run-tool.ts';
import { absentBelow, keepNote, writeBeside } from '../../host/scratch.ts';
import { type Container, type Source, Unreadable } from '../../model/index.ts';
import { capableBeside } from '../../probes/index.ts';
import { askProgram } from '../engine-program.ts';
import { settle } from '../settle.ts';
import { rootOf, twinConfig } from './bundle-config.ts';
import type { ProveFlags } from './flags.ts';
import type { Place } from './place.ts';
import { type Note, undo } from './sweep.ts';

const patience = 120_000;
/** Where the program lies inside: a path that no file system has. */
const inside = '/.bulkhead-probe';
let count = 0;

/**
 * A bundle, run by runc or crun as they are: its config.json is copied into a folder of ours, and its root file system is used where it lies: what
 * the runtime makes in it to mount on is removed again. Throws
 * Unreadable where there is no runtime or no root file system.
 */
export async function bundlePlace(source: Source, declared: Container, folder: string, { runtime: asked }: ProveFlags): Promise<Place> {
  const runtime = await runtimeFor(asked);
  const { path, destinations } = rootOf(source.text);
  const rootPath = isAbsolute(path) ? path : join(folder, path);
  if (lookAt(rootPath)?.isDirectory() !== true) throw new Unreadable(`there is no root file system at ${rootPath}, which the bundle names`);
  const configFor = (program: string, capable?: string) => twinConfig(source.text, { program, inside, capable, rootPath });
  const { container } = await settle(declared, defaultEngine('oci'), fileContext());
  let note: Note | undefined;
  return {
    way: 'twin',
    expected: [container],
    effective: async () => container,
    inside,
    notes: configFor('').notes,
    admits: () => true,
    async run(program, capable) {
      count += 1;
      const name = `bulkhead-prove-${owner()}-${count}`;
      const bundle = writeBeside(program, 'config.json', configFor(program, capable).text);
      const made = [...destinations, inside, ...(capable === undefined ? [] : [capableBeside(inside)])].flatMap((destination) =>
        absentBelow(rootPath, destination),
      );
      note = { kind: 'bundle', runtime, root: join(bundle, 'state'), name, made: [...new Set(made)] };
      keepNote(program, note);
      return askProgram(runtime, ['--root', note.root, 'run', '--bundle', bundle, name], patience);
    },
    clean: async () => {
      if (note !== undefined) await undo(note);
      note = undefined;
    },
    failure: (reason) => `${runtime} did not run the probe program in the bundle: ${reason}`,
  };
}

async function runtimeFor(asked: ProveFlags['runtime']): Promise<string> {
  const names = asked === undefined ? ['runc', 'crun'] : [asked];
  for (const name of names) {
    const file = await findTool(name);
    if (file !== undefined) return file;
  }
  throw new Unreadable(`there is no ${names.join(' and no ')} in PATH; a bundle needs a runtime to be proved`);
}

import { owner, startOf } from '../../host/owner.ts';
import { processDoor } from '../../host/process-door.ts';
import { keepNote, putCopy } from '../../host/scratch.ts';
import { type Container, knownValue, Unreadable } from '../../model/index.ts';
import { observeContainer } from '../observe/container.ts';
import { mainProcess } from '../observe/pid.ts';
import type { EngineProgram } from './engine.ts';
import { imageDigests, imageIn } from './image-digests.ts';
import { foldersFor } from './live-folder.ts';
import { internalNetworks } from './network/internal.ts';
import type { Place } from './place.ts';
import { type Note, undo } from './sweep.ts';

const patience = 60_000;
let count = 0;

/**
 * The container itself, by the engine's own exec: its user, capabilities, filter and namespaces are those of its declaration. The program is put where
 * nobody keeps anything, seen from its first process, and taken away again; nothing is tried that others in it would feel. Throws Unreadable.
 */
export function insideOf(effective: Container, inspect: string, engine: EngineProgram): Place {
  const main = mainProcess(inspect);
  if (main === undefined) throw new Unreadable(`${effective.name} does not run; without --live a twin of it is proved`);
  const { pid, id } = main;
  const start = startOf(pid);
  const mounts = processDoor.read(`/proc/${pid}/mountinfo`);
  if (start === undefined || !('text' in mounts) || !mounts.text.includes(id.slice(0, 12)))
    throw new Unreadable(
      `process ${pid} of this machine is not that of ${effective.name}, or not ours to read; --live needs the rights of root on the engine's own machine`,
    );
  count += 1;
  const file = `.bulkhead-probe-${owner()}-${count}`;
  const folders = foldersFor(mounts.text);
  let note: Note | undefined;
  return {
    way: 'live',
    pid,
    internal: (names) => internalNetworks(engine, names),
    subject: () => imageDigests(engine, imageIn(inspect), knownValue(effective.image.reference)),
    observe: () => observeContainer(inspect, effective.name),
    expected: [effective],
    effective: async () => effective,
    inside: `${folders[0] ?? ''}/${file}`,
    notes: [],
    admits: ({ weighs }) => weighs === undefined,
    async run(path) {
      const reasons: string[] = [];
      for (const folder of folders) {
        // The root itself is a link of the kernel's, which has to be followed.
        const seen = `/proc/${pid}/root${folder === '' ? '/.' : folder}`;
        note = { kind: 'file', path: `${seen}/${file}`, pid, start };
        keepNote(path, note);
        const refused = putCopy(path, seen, file);
        if (refused === undefined) return engine.run(['exec', id, `${folder}/${file}`], patience);
        reasons.push(`${folder || '/'}: ${refused}`);
      }
      return {
        kind: 'stopped',
        why: `the program can be put nowhere in it: ${reasons.join('; ') || 'where it may be written to, nothing may be executed'}; without --live a twin of it is proved`,
      };
    },
    clean: async () => {
      if (note !== undefined) await undo(note);
      note = undefined;
    },
    failure: (reason) => `the probe program did not run inside ${effective.name}: ${reason}`,
  };
}

import { owner } from '../../host/owner.ts';
import { keepNote, writeBeside } from '../../host/scratch.ts';
import { capableBeside } from '../../probes/index.ts';
import type { RunWords } from '../../surfaces/run-command/twin.ts';
import type { EngineProgram } from './engine.ts';
import { imageDigests } from './image-digests.ts';
import { internalNetworks } from './network/internal.ts';
import type { Place } from './place.ts';
import { standIns } from './stand-ins.ts';
import { removeContainer } from './sweep.ts';

/** The label of every container that prove starts: who started it (host/owner). */
const ownerLabel = 'bulkhead.owner';
/** Where the program lies inside: a path that no image has. */
const inside = '/.bulkhead-probe';
const patience = 120_000;
let count = 0;

/** The same container once more, by the engine's own `run`, with the probe program in place of its own. `notes`: what is already known to differ. `files`: options that name a file which is to hold this text. */
export async function engineTwin(
  words: RunWords,
  engine: EngineProgram,
  { expected, effective }: Pick<Place, 'expected' | 'effective'>,
  before: readonly string[] = [],
  files: ReadonlyMap<string, string> = new Map(),
): Promise<Place> {
  const { options, notes, points } = await standIns(words.options, engine);
  let name = '';
  let ended = true;
  return {
    way: 'twin',
    internal: (names) => internalNetworks(engine, names),
    expected,
    effective,
    inside,
    subject: () => imageDigests(engine, words.image),
    notes: [...before, ...notes],
    standIns: points,
    admits: () => true,
    async run(path, capable) {
      count += 1;
      name = `bulkhead-prove-${owner()}-${count}`;
      ended = false;
      keepNote(path, engine.noteFor(name));
      const own = options(path).map((option) => withFile(option, files.get(option), path));
      const command = [...own, ...(capable === undefined ? [] : capableVolume(capable, engine.kind))];
      const result = await engine.run(twinCommand({ ...words, options: command }, path, name), patience);
      // With --rm the engine has removed what it ended by itself before its client comes back.
      ended = result.kind === 'done';
      return result;
    },
    clean: async (interrupted) => {
      if (!ended) await removeContainer(() => engine.remove(name), name, interrupted);
    },
    failure: (reason) => failure(words, reason),
  };
}

function withFile(option: string, text: string | undefined, program: string): string {
  if (text === undefined) return option;
  return `${option.slice(0, option.lastIndexOf('=') + 1)}${writeBeside(program, 'seccomp.json', text)}/seccomp.json`;
}

const twinCommand = ({ options, image }: RunWords, path: string, name: string): readonly string[] => [
  ...['run', '--rm', '--name', name, '--label', `${ownerLabel}=${owner()}`, '--log-driver', 'none', '--no-healthcheck', '--pull', 'never'],
  ...options,
  // z: where SELinux separates containers, the program has to bear their label.
  ...['--volume', `${path}:${inside}:ro,z`, '--entrypoint', inside, image],
];

/** Podman mounts nosuid unless it is told otherwise. */
const capableVolume = (capable: string, kind: EngineProgram['kind']): readonly string[] => [
  '--volume',
  `${capable}:${capableBeside(inside)}:ro,z${kind === 'podman' ? ',suid' : ''}`,
];

function failure({ program, image }: RunWords, reason: string): string {
  if (/no such image|unable to find image|image not known|image .*not found/i.test(reason))
    return `the image ${image} is not on this machine, and prove pulls none: ${program} pull ${image}, or build it`;
  if (/unable to find (?:user|group)|no matching entries in (?:passwd|group)|no such user/i.test(reason))
    return `the container does not start, nor would the one that is declared: ${reason}`;
  return `${program} did not run the probe program in the container's place: ${reason}`;
}

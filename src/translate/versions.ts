import { type Container, type Engine, type Field, knownValue, type Mount, type TranslationNote } from '../model/index.ts';
import type { Place } from './place.ts';

/**
 * Since when an engine takes what we write for it. Sources: release notes of Docker 23.0 (docker/cli#1273: relative sources of --volume and --mount) and
 * 25.0 (moby/moby#45278, API 1.44: mounts that are read-only all the way down).
 */
const since = { relativeSource: 23, recursiveReadonly: 25 };

/** A node knows no folder of the project, and neither does an older Docker: relative sources become absolute where it is known where they start. */
export function inFolder(container: Container, place: Place, target: Engine, folder: string | undefined): Container {
  if (folder === undefined || (takesRelative(place, target) && !movesAway(container, place))) return container;
  return { ...container, mounts: container.mounts.map((mount) => (isRelative(mount) ? placed(mount, folder) : mount)) };
}

/** A unit stands where systemd looks for it, and what is relative starts from there (podman-systemd.unit(5), Volume=). */
const movesAway = (container: Container, { surface }: Place): boolean => surface === 'quadlet' && container.surface !== 'quadlet';

/** Compose and Podman make them absolute by themselves. */
const takesRelative = ({ surface }: Place, target: Engine): boolean =>
  surface !== 'kubernetes' && !(surface === 'run-command' && isDockerBefore(target, since.relativeSource));

const isDockerBefore = ({ kind, version }: Engine, major: number): boolean => kind === 'docker' && Number.parseInt(version, 10) < major;

const isRelative = ({ type, source }: Mount): boolean => knownValue(type) === 'bind' && /^\.\.?(?:\/|$)/.test(knownValue(source) ?? '');

const placed = (mount: Mount, folder: string): Mount => ({
  ...mount,
  source: { ...(mount.source as Field<string>), value: join(folder, knownValue(mount.source) ?? '') } as Field<string>,
});

function join(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** What is asked of the target, without the words that its version refuses; each is told. */
export function asVersionTakes(
  asked: Container,
  place: Place,
  target: Engine,
): { readonly container: Container; readonly notes: readonly TranslationNote[] } {
  const notes: TranslationNote[] = [];
  const say = (kind: TranslationNote['kind'], { destination, origin }: Mount, part: string, message: string): void => {
    notes.push({ kind, container: asked.id, path: `mounts[${knownValue(destination)}].${part}`, message, origin });
  };
  const mounts = asked.mounts.map((mount) => {
    if (place.engine === 'docker' && isRelative(mount) && !takesRelative(place, target))
      say(
        'todo',
        mount,
        'source',
        `write an absolute path in place of ${knownValue(mount.source)}: Docker takes a relative one since 23.0`,
      );
    const { options = [] } = mount;
    if (!isDockerBefore(target, since.recursiveReadonly) || !options.some(isRecursive)) return mount;
    say('lost', mount, 'options', `what is mounted below ${knownValue(mount.source)} stays writable: Docker makes it read-only since 25.0`);
    return { ...mount, options: options.filter((option) => !isRecursive(option)) };
  });
  return notes.length === 0 ? { container: asked, notes } : { container: { ...asked, mounts }, notes };
}

const isRecursive = (option: Field<string>): boolean => knownValue(option) === 'rro';

import { imageReference } from '../facts/image-reference.ts';
import { knownValue } from '../model/index.ts';
import type { Keyed } from './match.ts';

/**
 * The declared container that a running one was started from: the one of its name, else of its image, else the only one. Undefined: nobody can say.
 * Compose names what it starts PROJECT-SERVICE-NUMBER (docs.docker.com, Compose, `container_name`), with underscores before its version 2; Quadlet
 * systemd-UNIT (podman-systemd.unit(5), ContainerName).
 */
export function counterpartOf<T extends Keyed>(running: Keyed, declared: readonly T[]): T | undefined {
  const own = declared.filter(({ container }) => container.kind === running.container.kind);
  const named = own.filter((one) => isNamedAfter(running, one));
  const left = named.length > 0 ? named : own;
  const image = imageOf(running);
  const same = left.filter((one) => image !== undefined && imageOf(one) === image);
  const [only, ...more] = same.length > 0 ? same : left;
  return more.length === 0 ? only : undefined;
}

function isNamedAfter({ container: { name, group } }: Keyed, { container: declared }: Keyed): boolean {
  if (name === declared.name || name === `systemd-${declared.name}`) return true;
  const project = group ?? declared.group;
  if (project === undefined || !/^[-_]/.test(name.slice(project.length)) || !name.startsWith(project)) return false;
  return /^[-_]\d+$/.test(name.slice(project.length + 1 + declared.name.length)) && name.startsWith(declared.name, project.length + 1);
}

const imageOf = ({ container: { image } }: Keyed): string | undefined => {
  const reference = knownValue(image.reference);
  return reference === undefined ? undefined : imageReference(reference).name.replace(/^docker\.io\/(?:library\/)?/, '');
};

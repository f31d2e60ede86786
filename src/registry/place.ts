import { imageReference } from '../facts/image-reference.ts';
import { Unreadable } from '../model/index.ts';

/** Where a registry keeps an image. */
export interface Place {
  /** As people write it: "docker.io", "registry.example.com:5000". */
  readonly name: string;
  /** What is asked: "https://registry-1.docker.io", "http://127.0.0.1:5000". */
  readonly origin: string;
  readonly repository: string;
  /** A tag or a digest. */
  readonly reference: string;
  /** Its certificate counts for nothing: somebody declared it insecure. */
  readonly unchecked?: boolean;
}

const host = /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*|\[[0-9a-fA-F:]+\])(?::\d{1,5})?$/;
const repository = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const tag = /^\w[\w.-]{0,127}$/;
const digest = /^sha256:[0-9a-f]{64}$/;

/**
 * Where "name:tag" or "name@digest" is kept: the first part is a host if it has a dot or a colon, or is localhost; else it is Docker Hub's.
 * A registry on this machine is spoken to without TLS. Sources: distribution/reference 0.6 normalize.go; distribution-spec 1.1 "Pulling manifests".
 * Throws Unreadable for what is no reference.
 */
export function placeOf(text: string): Place {
  const { name, tag: given = 'latest', digest: pin } = imageReference(text);
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const isHost = /[.:]/.test(first) || first === 'localhost';
  const registry = isHost ? first : 'docker.io';
  const rest = isHost ? name.slice(slash + 1) : name;
  const isHub = registry === 'docker.io' || registry === 'index.docker.io';
  const path = isHub && !rest.includes('/') ? `library/${rest}` : rest;
  const reference = pin ?? given;
  const fits =
    text.length <= 512 && host.test(registry) && path.length <= 255 && fitsPath(path) && (pin === undefined ? tag : digest).test(reference);
  if (!fits) throw new Unreadable('it is no reference of an image');
  const origin = isHub ? 'https://registry-1.docker.io' : `${isLoopback(registry) ? 'http' : 'https'}://${registry}`;
  return { name: isHub ? 'docker.io' : registry, origin, repository: path, reference };
}

/** Part by part: one expression over the whole could take long on a hostile name. */
const fitsPath = (path: string): boolean => path.split('/').every((part) => repository.test(part));

/** This machine, as a host of a URL with or without a port. */
export const isLoopback = (name: string): boolean => /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/.test(name);

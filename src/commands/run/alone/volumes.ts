import { byDefault, type Container, knownValue, type Mount } from '../../../model/index.ts';
import type { NumberedUser } from './root-users.ts';

const from = 'bulkhead run';
/** Bytes, as of any tmpfs without a size (docs/RUN.md). */
const size = 64 * 1024 * 1024;

/** The folders for which an engine would make a volume that nobody named: without an engine they are memory, which goes with the container. */
export function withTmpfsForVolumes(
  container: Container,
  built: Container,
  { uid, gid }: NumberedUser,
): { readonly container: Container; readonly lines: readonly string[] } {
  // Those that an engine would make of the image itself are what is replaced here.
  const mounts = container.mounts.filter(({ origin }) => origin.source.path !== built.origin.source.path);
  const taken = new Set(mounts.map(({ destination }) => knownValue(destination)));
  const options = ['noexec', 'nosuid', 'nodev', 'mode=0700', `uid=${uid}`, `gid=${gid}`].map((word) => byDefault(word, from));
  const paths = built.mounts.flatMap(({ type, destination }) => (knownValue(type) === 'volume' ? (knownValue(destination) ?? []) : []));
  const free = [...new Set(paths)].filter((path) => !taken.has(path));
  const tmpfs = (path: string): Mount => ({
    ...{ origin: container.origin, destination: byDefault(path, from), type: byDefault('tmpfs', from), readonly: byDefault(false, from) },
    ...{ options, size: byDefault(size, from) },
  });
  return {
    container: { ...container, mounts: [...mounts, ...free.map(tmpfs)] },
    lines: free.map(
      (path) =>
        `${path} is a volume of the image: here it is memory of 64 MiB, empty, and goes with the container; -v FOLDER:${path} keeps it`,
    ),
  };
}

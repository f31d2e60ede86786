import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { DeviceNode, ProcessDoor } from '../../src/model/index.ts';
import { machineOf } from './machine.ts';

/**
 * A recorded process as text, in the form of machineOf; besides: `==> PATH node character 1 3 <==` (a device file). Texts after the first change it.
 * Words of `environ` and `cmdline` are separated by spaces.
 */
export function processOf(...texts: readonly string[]): ProcessDoor {
  const nodes = new Map<string, DeviceNode>();
  const rest = texts.map((text) =>
    text.replace(
      /^==> (\S+) node (character|block) (\d+) (\d+) <==$/gm,
      (_, path: string, type: DeviceNode['type'], major: string, minor: string) => {
        nodes.set(path, { type, major: Number(major), minor: Number(minor), mode: 0o666 });
        return `==> ${path} <==`;
      },
    ),
  );
  const machine = machineOf(...rest);
  return {
    ...machine,
    memory: async (path) => {
      const read = machine.read(path);
      if (!('text' in read)) return read;
      return { words: read.text.trim().split(' ') };
    },
    node: (path) => nodes.get(path),
  };
}

/** Recorded with Docker 20.10 and Podman 4.3 on Linux 6.18 with cgroups of version 1 and 2 beside each other; ids and folders are shortened. */
export const recording = (name: 'docker-default' | 'docker-hardened' | 'podman-mapped' | 'podman-weak'): string =>
  readFileSync(fileURLToPath(new URL(`../observe/${name}.txt`, import.meta.url)), 'utf8');

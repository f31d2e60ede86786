import { describe, expect, it } from 'vitest';
import { type Container, unknown } from '../../src/model/index.ts';
import { partOf } from '../../src/ways/part.ts';
import { hostCases } from './cases/host.ts';
import { insideCases } from './cases/inside.ts';
import { kernelCases } from './cases/kernel.ts';
import { prizeCases } from './cases/prizes.ts';
import { sceneOf } from './scene.ts';

const nobody = unknown('nobody knows');

type Doubt = readonly [name: string, put: (container: Container) => Container];

const namespace = (name: keyof Container['linux']['namespaces']): Doubt => [
  `the ${name} namespace`,
  (container) => ({ ...container, linux: { ...container.linux, namespaces: { ...container.linux.namespaces, [name]: nobody } } }),
];
const ofProcess = (name: 'user' | 'noNewPrivileges' | 'apparmor' | 'selinux'): Doubt => [
  name,
  (container) => ({ ...container, process: { ...container.process, [name]: nobody } }),
];
const ofLinux = (name: 'seccomp' | 'maskedPaths' | 'readonlyPaths'): Doubt => [
  name,
  (container) => ({ ...container, linux: { ...container.linux, [name]: nobody } }),
];

const doubts: readonly Doubt[] = [
  ...(['pid', 'network', 'ipc', 'user', 'cgroup'] as const).map(namespace),
  ...(['user', 'noNewPrivileges', 'apparmor', 'selinux'] as const).map(ofProcess),
  ...(['seccomp', 'maskedPaths', 'readonlyPaths'] as const).map(ofLinux),
  [
    'whether mounts are read-only',
    (container) => ({ ...container, mounts: container.mounts.map((mount) => ({ ...mount, readonly: nobody })) }),
  ],
  ['the kind of mounts', (container) => ({ ...container, mounts: container.mounts.map((mount) => ({ ...mount, type: nobody })) })],
  ['the runtime', (container) => ({ ...container, runtime: nobody })],
  ['the token', (container) => ({ ...container, serviceAccountToken: nobody })],
  [
    'the capabilities',
    (container) => ({
      ...container,
      process: { ...container.process, capabilities: { ...container.process.capabilities, bounding: [nobody], effective: [nobody] } },
    }),
  ],
];

/** What rests on a capability by name has none to rest on where no name is known: that is told once, of the mightiest. */
const ofCapability = new Set([
  ...['capability', 'kernel-module', 'raw-io', 'kcore', 'file-handle-read', 'file-handle-write', 'bpf-read', 'perf-read', 'kexec'],
  ...['trace-host', 'host-user-process', 'memory-device', 'host-traffic'],
]);

const cases = [...insideCases, ...kernelCases, ...hostCases, ...prizeCases];

describe('what is not known', () => {
  it.each(doubts)('%s: closes nothing', (name, put) => {
    for (const { open, kind } of cases) {
      const scene = sceneOf(open);
      if (name === 'the capabilities' && ofCapability.has(kind)) continue;
      const part = partOf({ ...scene, container: put(scene.container) });
      const there = part.steps.map((step) => step.kind);
      expect(there, `${kind}: ${typeof open === 'string' ? open : open.of}`).toContain(kind);
    }
  });

  it('is said of each step that rests on it', () => {
    const { container, changeFor } = sceneOf('docker run --privileged alpine');
    let doubted = 0;
    for (const [, put] of doubts)
      for (const { certainty, because, grounds } of partOf({ container: put(container), changeFor }).steps) {
        const isDoubted = grounds.some(({ view, from }) => view === 'unknown' && from === 'nobody knows');
        if (isDoubted) expect([certainty === 'open', because?.includes('nobody knows')]).toEqual([false, true]);
        doubted += isDoubted ? 1 : 0;
      }
    expect(doubted).toBeGreaterThan(20);
  });
});

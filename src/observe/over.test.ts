import { describe, expect, it } from 'vitest';
import { byDefault, type Container, nothingAsked, type Origin, unknown, written } from '../model/index.ts';
import { observedOver } from './over.ts';

const at = (path: string): Origin => ({ source: { path, text: '' }, start: 0, end: 0 });
const declared = at('compose.yaml');
const kernel = at('/proc/4711/status');

const container = (parts: Partial<Pick<Container, 'process' | 'linux' | 'root' | 'mounts'>> = {}): Container => ({
  id: 'compose.yaml#web',
  name: 'web',
  kind: 'container',
  surface: 'compose',
  engine: 'docker',
  origin: declared,
  image: {},
  ...nothingAsked,
  ...parts,
});

const { process, linux } = container();

describe('what was seen over what was to be', () => {
  it.each<[string, Parameters<typeof container>[0], Parameters<typeof container>[0], (one: Container) => unknown, unknown]>([
    [
      'a user that the kernel holds',
      { process: { ...process, user: written({ uid: 1000 }, declared) } },
      { process: { ...process, user: written({ uid: 0 }, kernel) } },
      (one) => one.process.user,
      written({ uid: 0 }, kernel),
    ],
    [
      'nothing where nothing was read',
      { process: { ...process, noNewPrivileges: byDefault(false, 'Docker 29 default') } },
      { process: { ...process, noNewPrivileges: unknown('it was not read') } },
      (one) => one.process.noNewPrivileges,
      byDefault(false, 'Docker 29 default'),
    ],
    [
      'a filter that was asked for stays by its name',
      { linux: { ...linux, seccomp: byDefault({ profile: 'default' }, 'Docker 29 default') } },
      { linux: { ...linux, seccomp: written({ profile: 'custom' }, kernel) } },
      (one) => one.linux.seccomp,
      byDefault({ profile: 'default' }, 'Docker 29 default'),
    ],
    [
      'a filter that is missing',
      { linux: { ...linux, seccomp: byDefault({ profile: 'default' }, 'Docker 29 default') } },
      { linux: { ...linux, seccomp: written({ profile: 'unconfined' }, kernel) } },
      (one) => one.linux.seccomp,
      written({ profile: 'unconfined' }, kernel),
    ],
    [
      'a filter that nobody asked for, of which nothing more is known',
      { linux: { ...linux, seccomp: written({ profile: 'unconfined' }, declared) } },
      { linux: { ...linux, seccomp: written({ profile: 'custom' }, kernel), seccompStrength: unknown('the kernel does not say') } },
      (one) => one.linux.seccompStrength,
      unknown('the kernel does not say'),
    ],
    [
      'a namespace of the host',
      { linux: { ...linux, namespaces: { pid: written({ mode: 'private' }, declared) } } },
      { linux: { ...linux, namespaces: { pid: written({ mode: 'host' }, kernel) } } },
      (one) => one.linux.namespaces.pid,
      written({ mode: 'host' }, kernel),
    ],
    [
      'with whom a namespace is shared, which the kernel does not say',
      { linux: { ...linux, namespaces: { pid: written({ mode: 'shared', with: 'service:db' }, declared) } } },
      { linux: { ...linux, namespaces: { pid: written({ mode: 'private' }, kernel) } } },
      (one) => one.linux.namespaces.pid,
      written({ mode: 'shared', with: 'service:db' }, declared),
    ],
    [
      'capabilities, set by set',
      {
        process: {
          ...process,
          capabilities: { add: [written('CAP_SYS_ADMIN', declared)], bounding: [written('CAP_SYS_ADMIN', declared)] },
        },
      },
      { process: { ...process, capabilities: { bounding: [], effective: [unknown('it was not read')] } } },
      (one) => one.process.capabilities,
      { add: [written('CAP_SYS_ADMIN', declared)], bounding: [] },
    ],
    [
      'mounts as they were declared',
      { mounts: [] },
      { mounts: [{ origin: kernel, type: unknown('x'), destination: unknown('x') }] },
      (one) => one.mounts,
      [],
    ],
  ])('%s', (_, effective, observed, look, expected) => {
    expect(look(observedOver(container(effective), container(observed)))).toEqual(expected);
  });
});

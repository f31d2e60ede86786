import { describe, expect, it } from 'vitest';
import { at, container, table } from '../../../test/support/table.ts';
import { type SecretUse, type UserId, unknown } from '../../model/index.ts';
import { secretFileAccess } from './control.ts';

const pod = { engine: 'kubernetes', surface: 'kubernetes' } as const;
const use = (more: Partial<SecretUse> = {}): SecretUse => ({ name: 'db', origin: at('').origin, from: at('external'), ...more });

table(secretFileAccess, [
  ['no secret', {}, 'inapplicable'],
  ['for owner and group', { ...pod, secrets: [use({ mode: at(0o440) })] }, 'held', /0440/],
  ['for the owner', { ...pod, secrets: [use({ mode: at(0o400) })] }, 'held'],
  ['for everybody', { ...pod, secrets: [use({ mode: at(0o644) })] }, 'broken', /mode 0644\)/],
  ['executable for everybody', { secrets: [use({ mode: at(0o501) })] }, 'broken'],
  ["Kubernetes' default", { ...pod, secrets: [use()] }, 'broken', /mode 0644, since none is written/],
  ["Podman's default", { engine: 'podman', surface: 'run-command', secrets: [use()] }, 'broken', /0444/],
  ["Swarm's default", { secrets: [use()] }, 'broken', /0444/],
  ['a file of the host that Compose mounts', { secrets: [use({ from: at('file') })] }, 'inapplicable', /its own mode counts/],
  ['a mode that Compose ignores', { secrets: [use({ from: at('file'), mode: at(0o444) })] }, 'inapplicable', /ignores/],
  ['a variable that Compose copies', { secrets: [use({ from: at('environment') })] }, 'broken', /0444, since none/],
  ['a variable with a mode', { secrets: [use({ from: at('environment'), mode: at(0o400) })] }, 'held'],
  ['nobody says where it is from', { secrets: [use({ from: unknown('not said') })] }, 'unknown'],
  [
    'one key of a volume',
    { ...pod, secrets: [use({ item: 'tls.key', mode: at(0o444) })] },
    'broken',
    /^the key tls\.key of the secret db is/,
  ],
  [
    'a file of root that an ordinary user cannot read',
    { ...pod, process: { user: at({ uid: 1000 }) }, secrets: [use({ mode: at(0o400) })] },
    'broken',
    /^the secret db belongs to root with the mode 0400, and the pod has no fsGroup: the program cannot read it$/,
  ],
  [
    'nor does another group',
    { ...pod, process: { user: at({ uid: 1000 }), group: at({ gid: 5 }) }, secrets: [use({ mode: at(0o440) })] },
    'broken',
    /mode 0440/,
  ],
  [
    'group 0 reads it',
    { ...pod, process: { user: at({ uid: 1000 }), group: at({ gid: 0 }) }, secrets: [use({ mode: at(0o440) })] },
    'held',
  ],
  ['so may a group that is not known', { ...pod, process: { user: at({ uid: 1000 }) }, secrets: [use({ mode: at(0o440) })] }, 'held'],
  [
    'a group of the pod',
    { ...pod, process: { user: at({ uid: 1000 }), additionalGroups: [at({ gid: 5 })] }, secrets: [use({ mode: at(0o400) })] },
    'held',
  ],
  [
    'Podman without an owner',
    { engine: 'podman', surface: 'run-command', process: { user: at({ uid: 5 }) }, secrets: [use({ mode: at(0o400) })] },
    'broken',
    /no uid= is written/,
  ],
  [
    'Podman with one',
    { engine: 'podman', surface: 'run-command', process: { user: at({ uid: 5 }) }, secrets: [use({ mode: at(0o400), uid: at('5') })] },
    'held',
  ],
  ['not resolved', { ...pod, secrets: [use({ mode: unknown('a template') })] }, 'unknown'],
  ['Windows', { ...pod, os: at('windows'), secrets: [use()] }, 'inapplicable'],
]);

describe('secret-file-access', () => {
  it('tells the default only to those who ask for every measure', () => {
    expect(secretFileAccess.judge(container({ ...pod, secrets: [use()] }))).toMatchObject([{ level: 'strict' }]);
    const levelOf = (mode: number): unknown => {
      const [written] = [secretFileAccess.judge(container({ ...pod, secrets: [use({ mode: at(mode) })] }))].flat();
      return written && 'level' in written ? written.level : undefined;
    };
    expect(levelOf(0o644), 'the default, written out by the API server').toBe('strict');
    expect(levelOf(0o444)).toBeUndefined();
  });

  it('asks for a group where an ordinary user has none', () => {
    const user = { user: at({ uid: 1000 }) };
    const asked = (parts: Parameters<typeof container>[0]) =>
      secretFileAccess.harden(container({ ...pod, secrets: [use({ item: 'k' })], ...parts }));
    const to = { name: 'db', mode: 0o440, item: 'k' };
    expect(asked({ process: user })).toEqual([{ set: 'secrets.mode', to: { ...to, group: true } }]);
    expect(asked({ process: { ...user, additionalGroups: [at({ gid: 5 })] } })).toEqual([{ set: 'secrets.mode', to }]);
    expect(asked({ process: { user: at({ uid: 0 }) } })).toEqual([{ set: 'secrets.mode', to }]);
  });

  it('names the owner where the engine can, and nothing where the user is only a name', () => {
    const asked = (user: UserId) =>
      secretFileAccess.harden({
        ...container({ engine: 'podman', surface: 'quadlet', secrets: [use()] }),
        process: { env: [], rlimits: [], user: at(user) },
      });
    expect(asked({ uid: 5 })).toEqual([{ set: 'secrets.mode', to: { name: 'db', mode: 0o400, uid: 5 } }]);
    expect(asked({ name: 'app' })).toEqual([]);
  });

  it('narrows each', () => {
    expect(secretFileAccess.harden(container({ ...pod, secrets: [use(), use({ name: 'tls', mode: at(0o440) })] }))).toEqual([
      { set: 'secrets.mode', to: { name: 'db', mode: 0o440 } },
    ]);
  });
});

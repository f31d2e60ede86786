import { describe, expect, it } from 'vitest';
import { at, container, type Overrides } from '../../test/support/table.ts';
import { type ReadContext, Unreadable, unknown } from '../model/index.ts';
import { linkEffective } from './effective.ts';

function contextOf(files: Record<string, string>): ReadContext {
  const sources = new Map(Object.entries(files).map(([path, text]) => [path, { path, text }]));
  return {
    env: {},
    load(path) {
      const name = path.replace(/^\.\//, '');
      if (name === 'folder') throw new Unreadable('it is a folder');
      return sources.get(name);
    },
  };
}

const docker = (path: string, more: Overrides = {}) => container({ linux: { seccomp: at({ profile: 'custom', path }) }, ...more });
const pod = (path: string) =>
  container({ engine: 'kubernetes', surface: 'kubernetes', linux: { seccomp: at({ profile: 'custom', path }) } });
const confined = (name: string, engine: 'docker' | 'kubernetes' = 'docker') =>
  container({ engine, process: { apparmor: at({ profile: 'named', name }) } });

const profile = (...names: string[]) =>
  JSON.stringify({ defaultAction: 'SCMP_ACT_ERRNO', syscalls: [{ names, action: 'SCMP_ACT_ALLOW' }] });

it('a profile that the engine tells itself is read where it stands', async () => {
  const text = `{"SecurityOpt": ${JSON.stringify(`seccomp=${profile('bpf')}`)}}`;
  const source = { path: 'container:web', text };
  const origin = { source, start: text.indexOf('"seccomp='), end: text.length - 1 };
  const told = container({ surface: 'inspect', linux: { seccomp: { state: 'written', value: { profile: 'custom' }, origin } } });
  const joined = await linkEffective(told, contextOf({}));
  expect(joined?.container.linux.seccompStrength).toMatchObject({ value: { open: [{ id: 'bpf' }] } });
  const cut = container({
    surface: 'inspect',
    linux: { seccomp: { state: 'written', value: { profile: 'custom' }, origin: { ...origin, end: origin.end - 1 } } },
  });
  expect((await linkEffective(cut, contextOf({})))?.container.linux.seccompStrength).toMatchObject({ state: 'unknown' });
});

describe('a seccomp profile', () => {
  it.each([
    ['beside the compose file', docker('./web.json'), { 'web.json': profile('bpf') }, ['bpf']],
    ['of a node, in profiles/', pod('profiles/web.json'), { 'profiles/web.json': profile('bpf') }, ['bpf']],
    ['of a node, under its base name in seccomp/', pod('team/web.json'), { 'seccomp/web.json': profile('bpf') }, ['bpf']],
    ['of a node, one folder up', pod('web.json'), { '../seccomp/web.json': profile('read') }, []],
  ])('%s', async (_name, given, files, open) => {
    const { container: joined } = (await linkEffective(given, contextOf(files))) ?? {};
    const strength = joined?.linux.seccompStrength;
    expect(strength).toMatchObject({ state: 'default' });
    expect(strength?.state === 'default' && strength.value.open.map(({ id }) => id)).toEqual(open);
  });

  it('rests on the capabilities of the container', async () => {
    const syscalls = [{ names: ['mount'], action: 'SCMP_ACT_ALLOW', includes: { caps: ['CAP_SYS_ADMIN'] } }];
    const context = contextOf({ 'web.json': JSON.stringify({ defaultAction: 'SCMP_ACT_ERRNO', syscalls }) });
    const openFor = async (bounding: readonly unknown[]) => {
      const capabilities = { bounding } as Overrides['process'];
      const joined = await linkEffective(docker('web.json', { process: { capabilities } as Overrides['process'] }), context);
      return joined?.container.linux.seccompStrength;
    };
    expect(await openFor([])).toMatchObject({ value: { open: [] } });
    expect(await openFor([at('CAP_SYS_ADMIN')])).toMatchObject({ value: { open: [{ id: 'mount' }] } });
    expect(await openFor([unknown('why')])).toMatchObject({ state: 'unknown' });
  });

  it.each([
    ['out of reach', 'gone.json', {}, /not in reach/, []],
    ['a folder', 'folder', {}, /cannot be read/, [/folder/]],
    ['not a profile', 'web.json', { 'web.json': '{"defaultAction": "SCMP_ACT_NO"}' }, /cannot be read/, [/SCMP_ACT_NO is no action/]],
    [
      'refused by the runtime',
      'web.json',
      { 'web.json': '{"defaultAction": "SCMP_ACT_NOTIFY"}' },
      /has no filter/,
      [/does not start: SCMP_ACT_NOTIFY/],
    ],
  ])('%s is unknown', async (_name, path, files: Record<string, string>, because, problems) => {
    const joined = await linkEffective(docker(path), contextOf(files));
    expect(joined?.container.linux.seccompStrength).toMatchObject({
      state: 'unknown',
      because: expect.stringMatching(because),
      origin: { start: 0 },
    });
    expect(joined?.problems.map(({ message }) => message)).toEqual(problems.map((said) => expect.stringMatching(said)));
  });

  it('of the Security Profiles Operator stands in the same file', async () => {
    const text = `kind: SeccompProfile\nmetadata: {name: web}\nspec: {defaultAction: SCMP_ACT_ERRNO, syscalls: [{action: SCMP_ACT_ALLOW, names: [bpf]}]}\n`;
    const source = { path: 'web.yaml', text };
    const given = { ...pod('operator/team/web.json'), origin: { source, start: 0, end: 1 } };
    const joined = await linkEffective(given, contextOf({}));
    expect(joined?.container.linux.seccompStrength).toMatchObject({ value: { open: [{ id: 'bpf', line: 3 }] } });
  });
});

describe('an AppArmor profile', () => {
  it.each([
    ['beside', { web: 'profile web { mount, }' }],
    ['in apparmor.d/', { 'apparmor.d/web': 'profile web { mount, }' }],
    ['with an ending', { 'profiles/web.profile': 'profile web { mount, }' }],
    ['behind another file of its name', { web: '#!/bin/sh\n', 'apparmor/web': 'profile web { mount, }' }],
  ])('%s', async (_name, files: Record<string, string>) => {
    const joined = await linkEffective(confined('web'), contextOf(files));
    expect(joined?.container.process.apparmorReach).toMatchObject({ value: { mode: 'enforce', open: [{ id: 'mount' }] } });
    expect(joined?.problems).toEqual([]);
  });

  it.each([
    ['there is none', 'web', {}],
    ['a folder bears the name', 'folder', {}],
    ['a name that is a path', '/etc/shadow', { '/etc/shadow': 'profile /etc/shadow { mount, }' }],
    ['a name that leads out', '../../web', { '../../web': 'profile ../../web { mount, }' }],
  ])('nothing is said where %s', async (_name, name, files: Record<string, string>) => {
    const joined = await linkEffective(confined(name), contextOf(files));
    expect(joined?.container.process.apparmorReach).toBeUndefined();
    expect(joined?.problems).toEqual([]);
  });

  it('of the Security Profiles Operator stands in the same file', async () => {
    const text = 'kind: AppArmorProfile\nmetadata:\n  name: web\nspec:\n  policy: |\n    profile web flags=(complain) { file, }\n';
    const given = { ...confined('web', 'kubernetes'), origin: { source: { path: 'web.yaml', text }, start: 0, end: 1 } };
    const joined = await linkEffective(given, contextOf({}));
    expect(joined?.container.process.apparmorReach).toMatchObject({ value: { mode: 'complain' } });
  });
});

it('costs nothing where nothing is named', () => {
  expect(linkEffective(container({ linux: { seccomp: at({ profile: 'default' }) } }), contextOf({}))).toBeUndefined();
});

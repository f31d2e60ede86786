import { describe, expect, it } from 'vitest';
import { rootOf, twinConfig } from './bundle-config.ts';

const twin = (config: object) => {
  const { text, notes } = twinConfig(JSON.stringify(config), { program: '/scratch/program', inside: '/.probe', rootPath: '/b/rootfs' });
  return { config: JSON.parse(text) as Record<string, unknown>, notes };
};
const probe = { destination: '/.probe', type: 'bind', source: '/scratch/program', options: ['bind', 'ro'] };

describe('twinConfig', () => {
  it.each<[string, object, object, readonly RegExp[]]>([
    [
      'the program takes the place of its own',
      { process: { args: ['sh'], terminal: true, user: { uid: 7 } }, root: { path: 'rootfs', readonly: true } },
      {
        process: { args: ['/.probe'], terminal: false, user: { uid: 7 } },
        root: { path: '/b/rootfs', readonly: true },
        mounts: [probe],
      },
      [],
    ],
    [
      'its mounts stay',
      { mounts: [{ destination: '/proc', type: 'proc' }] },
      { mounts: [{ destination: '/proc', type: 'proc' }, probe] },
      [],
    ],
    ['no hook of it acts', { hooks: { prestart: [{ path: '/x' }] } }, {}, [/hooks were left out/]],
    [
      'its control group is not entered',
      { linux: { cgroupsPath: '/mine', resources: { pids: { limit: 5 } } } },
      { linux: { resources: { pids: { limit: 5 } } } },
      [/control group .* \/mine/],
    ],
  ])('%s', (_, config, expected, said) => {
    const { config: made, notes } = twin(config);
    expect(made).toMatchObject(expected);
    expect(made).not.toHaveProperty('linux.cgroupsPath');
    expect(made).not.toHaveProperty('hooks');
    expect(notes).toEqual(said.map((pattern) => expect.stringMatching(pattern)));
  });
});

it('a program whose file gives capabilities lies beside it, and may: nothing says nosuid', () => {
  const given = { program: '/scratch/program', capable: '/scratch/capable', inside: '/.probe', rootPath: '/b/rootfs' };
  expect(JSON.parse(twinConfig('{}', given).text)).toMatchObject({
    mounts: [probe, { destination: '/.probe-capable', type: 'bind', source: '/scratch/capable', options: ['bind', 'ro'] }],
  });
});

describe('rootOf', () => {
  it('where it lies and what is mounted in it', () => {
    const mounts = [{ destination: '/proc' }, null, {}, { destination: 5 }];
    expect(rootOf(JSON.stringify({ root: { path: 'rootfs' }, mounts }))).toEqual({ path: 'rootfs', destinations: ['/proc'] });
  });

  it.each(['{', '[]x', '{}', '{"root": {"path": 5}}', '{"root": {"path": ""}}'])('%s is no bundle that can be run', (text) => {
    expect(() => rootOf(text)).toThrow(/root file system|no JSON/);
  });
});

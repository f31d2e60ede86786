import { describe, expect, it } from 'vitest';
import { effectiveOf } from '../../test/support/effective-of.ts';
import { bundleConfig } from './bundle.ts';
import { onlyRoot } from './id-map.ts';
import type { Delegated } from './mapped.ts';

interface Config {
  readonly mounts: readonly { readonly destination: string; readonly type: string; readonly options: readonly string[] }[];
  readonly linux: {
    readonly namespaces: readonly { readonly type: string }[];
    readonly resources: object;
    readonly sysctl: Readonly<Record<string, string>>;
    readonly cgroupsPath?: string;
    readonly uidMappings?: object;
  };
}

const config = (flags: string, more: object): Config => {
  const parts = { root: '/r', args: ['sh'], env: [], user: { uid: 0, gid: 0 }, terminal: false, mounts: [], beside: {}, ...more };
  return bundleConfig(effectiveOf(`docker run ${flags} image`), parts) as Config;
};
const range = (start: number) => {
  const rows = [{ containerID: 0, hostID: start, size: 65_536 }];
  return { ids: { uids: rows, gids: rows } };
};
const at = ({ mounts }: Config, path: string) => mounts.find(({ destination }) => destination === path);

describe('a user namespace', () => {
  it('of a range', () => {
    const made = config('--network none --tmpfs /x:uid=7,gid=70000', range(100_000));
    expect(made.linux.namespaces).toContainEqual({ type: 'user' });
    expect(made.linux).toMatchObject({ uidMappings: [{ containerID: 0, hostID: 100_000, size: 65_536 }] });
    expect(made.linux.sysctl['net.ipv4.ping_group_range']).toBe('0 65535');
    expect(at(made, '/dev/pts')?.options).toContain('gid=5');
    expect(at(made, '/x')?.options.filter((option) => /id=/.test(option))).toEqual(['uid=7']);
    expect(at(made, '/sys')?.type).toBe('sysfs');
  });

  it('of one id', () => {
    const made = config('--network none', { ids: onlyRoot(1000, 1000) });
    expect(at(made, '/dev/pts')?.options).not.toContain('gid=5');
    expect(made.linux.sysctl['net.ipv4.ping_group_range']).toBe('0 0');
  });

  it('beside the network of the host', () => {
    const made = config('--network host', range(100_000));
    expect(at(made, '/sys')).toMatchObject({ type: 'bind', source: '/sys', options: expect.arrayContaining(['rbind', 'ro']) });
    expect(made.linux.sysctl).toEqual({});
  });

  it.each(['pid', 'ipc'])('not beside --%s host', (space) =>
    expect(() => config(`--network none --${space} host`, range(100_000))).toThrow(`--${space} host does not go with a user namespace`),
  );

  it('is not there where none is asked for', () => {
    const { namespaces, sysctl } = config('--network none', {}).linux;
    expect(namespaces).not.toContainEqual({ type: 'user' });
    expect(sysctl['net.ipv4.ping_group_range']).toBe('0 2147483647');
  });
});

describe('limits without root', () => {
  const flags = '--network none --memory 64m --pids-limit 5 --cpus 1';
  const limits = (given: Delegated | 'none' | undefined) => config(flags, given === undefined ? {} : { limits: given }).linux;

  it('none', () => expect(limits('none')).toMatchObject({ resources: {} }));
  it('none, and no path', () => expect(Object.keys({ ...limits('none').resources, path: limits('none').cgroupsPath })).toEqual(['path']));
  it('those of the controllers', () => {
    const { resources, cgroupsPath } = limits({ path: '/mine/new', controllers: ['pids', 'memory', 'hugetlb'] });
    expect({ names: Object.keys(resources).sort(), cgroupsPath }).toEqual({ names: ['memory', 'pids'], cgroupsPath: '/mine/new' });
  });
  it('all for root', () => expect(Object.keys(limits(undefined).resources).sort()).toEqual(['cpu', 'devices', 'memory', 'pids']));
});

import { describe, expect, it } from 'vitest';
import { waysOut } from '../../facts/apparmor.ts';
import { reachOf } from './reach.ts';
import { readProfiles } from './read.ts';

function reach(text: string) {
  const { file, problems } = readProfiles({ path: 'web', text });
  const [profile] = file.profiles;
  if (profile === undefined) throw new Error('no profile');
  return reachOf(file, profile, problems.length > 0);
}

const inside = (rules: string, flags = '') => reach(`@{PROC}=/proc/\nprofile web ${flags} {\n${rules}\n}\n`);
const ids = (rules: string): string[] => inside(rules).open.map(({ id }) => id);

const written = ['core_pattern', 'modprobe', 'uevent_helper', 'sysrq', 'kcore', 'security', 'efi'];

describe('what a profile lets through', () => {
  it.each<[string, string[]]>([
    ['', []],
    ['/usr/** rix, capability, network, umount,', []],
    ['file,', written],
    ['/** rwl,', written],
    ['/** r,', ['kcore']],
    ['/proc/sys/kernel/core_pattern w,', ['core_pattern']],
    ['/proc/sys/kernel/core_pattern a,', ['core_pattern']],
    ['@{PROC}/sys/kernel/** rw,', ['core_pattern', 'modprobe']],
    ['file, deny @{PROC}/sys/** w, deny /sys/** wklx, deny @{PROC}/{kcore,sysrq-trigger} rwklx,', []],
    ['mount,', ['mount']],
    ['mount options=(rw, bind),', ['mount']],
    ['mount options=(rw, bind) /a -> /b,', []],
    ['mount fstype=tmpfs,', []],
    ['mount fstype=cgroup -> /tmp/x/,', ['mount cgroup']],
    ['mount, deny mount,', []],
    ['mount, deny mount fstype=cgroup,', ['mount']],
    ['ptrace,', ['ptrace']],
    ['ptrace (trace) peer=web,', []],
    ['ptrace (trace) peer=@{profile_name},', []],
    ['ptrace (read),', []],
    ['ptrace peer=unconfined,', ['ptrace']],
    ['/bin/x Ux,', ['unconfined exec']],
    ['/bin/x Px,', []],
    ['change_profile,', ['change_profile']],
    ['change_profile -> other,', []],
    ['change_profile -> **,', ['change_profile']],
    ['all,', waysOut.map(({ id }) => id)],
  ])('%s', (rules, open) => expect(ids(rules)).toEqual(open));

  it('names the line', () => expect(inside('umount,\nmount,').open).toEqual([{ id: 'mount', at: { file: 'web', line: 4 } }]));

  it.each([
    ['', 'enforce'],
    ['flags=(complain)', 'complain'],
    ['flags=(attach_disconnected,unconfined)', 'unconfined'],
    ['flags=(default_allow)', 'unconfined'],
    ['flags=(kill)', 'kill'],
  ])('%s is %s', (flags, mode) => expect(inside('', flags).mode).toBe(mode));
});

describe('what is not known', () => {
  it.each([
    ['a variable that nobody sets', '@{MINE}/** w,'],
    ['a condition', 'if $x { mount, }'],
    ['a line that is not understood', 'frobnicate,'],
    ['a file that is not in reach', 'include <site/web>'],
    ['a deny whose paths are not known', '/proc/** w, deny @{MINE}/** w,'],
  ])('%s', (_name, rules) => {
    const { open, unsure } = inside(rules);
    expect(open).toEqual([]);
    expect(unsure.length).toBeGreaterThan(0);
  });

  it.each(['#include <abstractions/base>', 'include if exists <site/web>', 'include <tunables/global>'])('%s opens nothing', (rule) =>
    expect(inside(rule)).toMatchObject({ open: [], unsure: [] }),
  );
});

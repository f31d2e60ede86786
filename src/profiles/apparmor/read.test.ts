import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpuTime } from '../../../test/support/cpu-time.ts';
import { readProfiles } from './read.ts';

const read = (text: string) => readProfiles({ path: 'web', text });
const inside = (rules: string) => read(`profile web {\n${rules}\n}\n`);
const first = (rules: string) => inside(rules).file.profiles[0]?.rules[0];

describe('rules', () => {
  it.each([
    ['file,', { kind: 'file', deny: false }],
    ['capability net_raw chown,', { kind: 'capability', words: ['net_raw', 'chown'] }],
    ['deny capability sys_admin,', { kind: 'capability', deny: true }],
    ['network inet tcp,', { kind: 'network', words: ['inet', 'tcp'] }],
    ['/etc/passwd r,', { kind: 'file', path: '/etc/passwd', permissions: 'r' }],
    ['owner /tmp/** rwkl,', { kind: 'file', owner: true, permissions: 'rwkl' }],
    ['audit deny @{PROC}/sys/[^k]** w,', { kind: 'file', deny: true, path: '@{PROC}/sys/[^k]**' }],
    ['/{usr/,}bin/{sh,bash} ix,', { kind: 'file', path: '/{usr/,}bin/{sh,bash}', permissions: 'ix' }],
    ['"/srv/a b/**" r,', { kind: 'file', path: '/srv/a b/**' }],
    ['rw /tmp/x,', { kind: 'file', path: '/tmp/x', permissions: 'rw' }],
    ['/bin/x Cx -> child,', { kind: 'file', permissions: 'Cx', target: 'child' }],
    ['/a,b r,', { kind: 'file', path: '/a,b' }],
    ['mount options=(ro, bind) /a/ -> /b/,', { kind: 'mount', target: '/b/' }],
    ['mount fstype=cgroup -> /sys/fs/cgroup/,', { kind: 'mount', words: ['fstype=cgroup'] }],
    ['umount,', { kind: 'umount' }],
    ['ptrace (trace, read) peer=web,', { kind: 'ptrace', words: ['trace', 'read', 'peer=web'] }],
    ['signal (send) set=(term kill) peer=unconfined,', { kind: 'signal' }],
    ['unix (create) type=stream,', { kind: 'unix' }],
    ['dbus send bus=system path=/a/b peer=(name=x, label=y),', { kind: 'dbus' }],
    ['change_profile -> other,', { kind: 'change_profile', target: 'other' }],
    ['set rlimit nofile <= 1024,', { kind: 'rlimit' }],
    ['userns,', { kind: 'userns' }],
    ['io_uring,', { kind: 'io_uring' }],
    ['mqueue r /x,', { kind: 'mqueue' }],
    ['priority=5 allow all,', { kind: 'all' }],
  ])('%s', (text, expected) => {
    expect(inside(text).problems).toEqual([]);
    expect(first(text)).toMatchObject(expected);
  });

  it.each([
    ['frobnicate x,', 2, 'begins no rule'],
    ['/etc/passwd zz,', 2, 'no permissions'],
    ['capability chown', 2, 'ends with a comma'],
  ])('%s is a problem at its line', (text, line, message) => {
    expect(inside(text).problems).toEqual([expect.objectContaining({ line, message: expect.stringContaining(message) })]);
  });
});

describe('files', () => {
  it('heads, flags, hats, variables, includes and comments', () => {
    const { file, problems } = read(`# a comment with "one quote
abi <abi/3.0>,
#include <tunables/global>
@{ROOT}=/srv/ "/mnt/a b"
@{ROOT} += /opt/
alias /a/ -> /b/,
profile web /usr/bin/web flags=(attach_disconnected, complain) {
  #include <abstractions/base>
  include if exists <local/web>
  file,  # everything
  profile child { deny network, }
  ^hat { capability chown, }
  if $x { mount, } else { umount, }
}
/usr/bin/other (complain) { }
`);
    expect(problems).toEqual([]);
    expect(file.profiles.map(({ name, flags }) => [name, flags])).toEqual([
      ['web', ['attach_disconnected', 'complain']],
      ['/usr/bin/other', ['complain']],
    ]);
    const [web] = file.profiles;
    expect(web?.attachment).toBe('/usr/bin/web');
    expect(web?.includes.map(({ path, ifExists }) => [path, ifExists])).toEqual([
      ['abstractions/base', false],
      ['local/web', true],
    ]);
    expect(web?.children.map(({ name }) => name)).toEqual(['child', 'hat']);
    expect(web?.rules.map(({ kind, conditional }) => [kind, conditional])).toEqual([
      ['file', false],
      ['mount', true],
      ['umount', true],
    ]);
    expect(file.variables.get('@{ROOT}')).toEqual(['/srv/', '/mnt/a b', '/opt/']);
  });

  it.each([
    ['{ "defaultAction": "SCMP_ACT_ERRNO" }', 'a block without a name'],
    ['profile web {\n file,', 'never closed'],
    ['}', 'closes nothing'],
  ])('%s is a problem', (text, message) => {
    expect(
      read(text)
        .problems.map(({ message: said }) => said)
        .join('\n'),
    ).toContain(message);
  });

  it('says once that a text is none', () => {
    const { problems } = read('word word\n'.repeat(50).replaceAll('\n', ',\n'));
    expect(problems.map(({ message }) => message)).toEqual(['this is not the text of an AppArmor profile']);
  });

  it('does not read what is too long, nor follow what is too deep', () => {
    expect(read('#'.repeat(300_000)).problems).toHaveLength(1);
    expect(read(`${'profile a {\n'.repeat(60)}`).problems.length).toBeGreaterThan(0);
  });

  it('takes any text in little time', () => {
    const piece = fc.constantFrom(
      'profile ',
      'web',
      '{',
      '}',
      ',',
      '"',
      '(',
      ')',
      '#',
      '#include',
      '<x>',
      '\n',
      ' ',
      '@{A}',
      '=',
      '/a',
      '[',
      ']',
      '\\',
      '->',
      'mount',
      'deny ',
      'if ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 300 }), (pieces) => {
        const { file } = read(pieces.join(''));
        for (const { origin } of file.profiles) expect(origin.end).toBeLessThanOrEqual(pieces.join('').length);
      }),
    );
    const started = cpuTime();
    for (const text of ['{', '"', '[', '(', 'a{', '@{', '}', ',']) read(text.repeat(200_000));
    expect(cpuTime() - started).toBeLessThan(20_000);
  }, 60_000);
});

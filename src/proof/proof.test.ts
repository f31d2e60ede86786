import { describe, expect, it } from 'vitest';
import { effectiveOf } from '../../test/support/effective-of.ts';
import { type Answer, type Attempt, attemptsFor } from '../probes/index.ts';
import { evidenceOf, proofsOf, subjectOf } from './index.ts';

const answer = (more: Partial<Answer> = {}): Answer => ({
  value: 0n,
  step: 0,
  ended: { code: 0 },
  note: 0n,
  data: new Uint8Array(),
  ...more,
});
const error = (errno: number, step = 0): Answer => answer({ value: BigInt(-errno), errno, step });
const [eperm, eacces, enosys, einval] = [1, 13, 38, 22];

const self = '/probe';
function evidenceFor(command: string, id: string, given: Answer) {
  const container = effectiveOf(command);
  const attempts = attemptsFor(subjectOf(container, self), 'x64').filter((one) => one.id === id);
  expect(attempts.map((one) => one.id)).toEqual([id]);
  return evidenceOf(container, attempts, new Map([[0, given]]))[0];
}

describe('which layer said no', () => {
  it.each([
    ['docker run web', 'mount', error(eperm), 'seccomp'],
    ['docker run web', 'unshare(CLONE_NEWUSER)', error(eperm), 'seccomp'],
    ['docker run --security-opt seccomp=unconfined web', 'mount', error(eperm), 'capability'],
    ['docker run --security-opt seccomp=unconfined --cap-add SYS_ADMIN web', 'mount', error(eacces), 'lsm'],
    [
      'docker run --security-opt seccomp=unconfined --security-opt apparmor=unconfined --security-opt label=disable --cap-add SYS_ADMIN web',
      'mount',
      error(eperm),
      'kernel',
    ],
    ['docker run --cap-add SYS_ADMIN web', 'mount', error(eacces), 'lsm'],
    ['docker run --cap-drop NET_RAW web', 'socket(RAW)', error(eperm), 'capability'],
    ['podman run web', 'io_uring_setup', error(enosys), 'seccomp'],
    ['docker run --security-opt seccomp=unconfined web', 'io_uring_setup', error(enosys), 'kernel'],
    ['docker run web', 'chroot', answer({ value: undefined, ended: { signal: 31 } } as Partial<Answer>), 'seccomp'],
  ])('%s: %s', (command, id, given, layer) => {
    expect(evidenceFor(command, id, given)).toMatchObject({ verdict: 'holds', layer });
  });

  it('what reached the kernel was stopped by nobody', () => {
    expect(evidenceFor('docker run web', 'mount', error(einval))).toEqual(expect.not.objectContaining({ layer: expect.anything() }));
    expect(evidenceFor('docker run web', 'mount', error(einval))).toMatchObject({ verdict: 'fails', observed: 'mount answers EINVAL' });
  });
});

describe('subjectOf', () => {
  it('limits, mounts, secrets and devices of the effective view', () => {
    const text =
      'docker run --memory 64m --cpus 0.5 --pids-limit 20 --ulimit nofile=10:20 --tmpfs /t:size=1m -v /s/x.sock:/x.sock -v /d:/d:ro --device /dev/sda:/dev/xy -e DB_PASSWORD=K4ngaroo99 web';
    const subject = subjectOf(effectiveOf(text), self);
    expect(subject).toMatchObject({
      self,
      memory: 128 * 1024 * 1024,
      cpus: 0.5,
      pids: 20,
      openFiles: 10,
      readonlyMounts: ['/d'],
      secrets: ['DB_PASSWORD'],
    });
    expect(subject.tmpfs).toMatchObject([{ path: '/t', size: 1_048_576 }]);
    expect(subject.sockets).toContain('/x.sock');
    expect(subject.devices).toContain('/dev/xy');
    expect(JSON.stringify(subject)).not.toContain('K4ngaroo99');
  });

  it('no memory limit is tried where nobody would be killed', () => {
    expect(subjectOf(effectiveOf('docker run --memory 64m --oom-kill-disable web'), self)).not.toHaveProperty('memory');
  });

  it.each([
    ['docker run -v /etc:/host-etc:ro web', { hostPaths: [{ path: '/host-etc', source: '/etc' }] }],
    ['docker run -v /srv/web:/srv web', { hostPaths: [] }],
    ['docker run -v /var/run/docker.sock:/var/run/docker.sock web', { hostPaths: [] }],
    ['docker run web', { ownProcesses: true, bridged: true, sysctls: [], secretFiles: [] }],
    ['podman run --secret key web', { secretFiles: [{ path: '/run/secrets/key', name: 'key' }] }],
    ['podman run --secret key,target=/etc/key web', { secretFiles: [{ path: '/etc/key', name: 'key' }] }],
    ['podman run --secret key,target=other web', { secretFiles: [{ path: '/run/secrets/other', name: 'key' }] }],
    ['podman run --secret key,type=env web', { secretFiles: [] }],
    ['podman run --secret key,type=env,target=KEY web', { secretFiles: [] }],
    ['docker run --cpuset-cpus 0-2,5 web', { pinned: 4 }],
    [
      'docker run --sysctl net.ipv4.tcp_syncookies=0 --sysctl net.ipv4.ip_forward=1 web',
      { sysctls: [{ name: 'net.ipv4.tcp_syncookies', value: '0', effect: expect.any(String) }] },
    ],
  ])('%s', (text, expected) => {
    expect(subjectOf(effectiveOf(text), self)).toMatchObject(expected);
  });

  it.each(['docker run --pid host web', 'docker run --pid container:other web'])('%s: the first process is not its own', (text) => {
    expect(subjectOf(effectiveOf(text), self)).not.toHaveProperty('ownProcesses');
  });

  it('paths are tried that should be covered, where they are not', () => {
    const { maskedPaths } = subjectOf(effectiveOf('docker run --privileged web'), self);
    expect(maskedPaths).toContain('/proc/kcore');
  });
});

describe('proofsOf', () => {
  const attempt = (control: string, state: 'blocked' | 'open' | 'unclear' | 'absent', mild?: true): Attempt => ({
    ...{ id: `${control} ${state}`, control, tries: 'do it', call: 'getpid', steps: [] },
    ...(mild === undefined ? {} : { mild }),
    reads: () => ({ state, says: state }),
  });
  const verdict = (...attempts: Attempt[]) =>
    proofsOf(evidenceOf(effectiveOf('docker run web'), attempts, new Map(attempts.map((_, index) => [index, answer()])))).map(
      (one) => one.verdict,
    );

  it.each([
    ['one that gets through breaks it', [attempt('a', 'blocked'), attempt('a', 'open')], ['fails']],
    ['one that says nothing does not', [attempt('a', 'blocked'), attempt('a', 'unclear')], ['holds']],
    ['a mild one does not', [attempt('a', 'blocked'), attempt('a', 'open', true)], ['holds']],
    ['nothing there', [attempt('a', 'absent')], ['holds']],
    ['nothing known', [attempt('a', 'unclear')], ['inconclusive']],
    ['each control by itself', [attempt('a', 'open'), attempt('b', 'blocked')], ['fails', 'holds']],
  ] as const)('%s', (_, attempts, expected) => {
    expect(verdict(...attempts)).toEqual(expected);
  });

  it('no answer is no proof', () => {
    const [one] = evidenceOf(effectiveOf('docker run web'), [attempt('a', 'blocked')], new Map());
    expect(one).toMatchObject({ verdict: 'inconclusive', observed: 'the program gave no answer' });
  });
});

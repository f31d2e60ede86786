import { describe, expect, it } from 'vitest';
import { effectiveOf } from '../../test/support/effective-of.ts';
import { type Answer, attemptsFor } from '../probes/index.ts';
import { evidenceOf, subjectOf } from './index.ts';

/** What the program saw of itself counts for more than what the engine was to make. */
const plain: Answer = { value: 0n, step: 1, ended: { code: 0 }, note: 0n, data: new Uint8Array() };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const label = (text: string): Answer => ({ ...plain, data: bytes(text) });
const error = (errno: number): Answer => ({ ...plain, value: BigInt(-errno), errno });
/** struct statfs of /proc/sys, then /proc/self/status. */
const status = (bounding: string, effective: string, { seccomp = 2, readonly = true } = {}): Answer => {
  const statfs = new Uint8Array(88);
  statfs[80] = readonly ? 1 : 0;
  return { ...plain, data: Uint8Array.from([...statfs, ...bytes(`CapEff:\t${effective}\nCapBnd:\t${bounding}\nSeccomp:\t${seccomp}\n`)]) };
};
const [eperm, eacces, einval] = [1, 13, 22];
const [none, all] = ['0000000000000000', '000001ffffffffff'];

function evidence(command: string, given: Readonly<Record<string, Answer>>) {
  const container = effectiveOf(command);
  const attempts = attemptsFor(subjectOf(container, '/probe'), 'x64');
  const answers = new Map(Object.entries(given).map(([id, answer]) => [attempts.findIndex((one) => one.id === id), answer]));
  const all = evidenceOf(container, attempts, answers);
  return (id: string) => all[attempts.findIndex((one) => one.id === id)];
}

const confined = label('web (enforce)\n');
const everything = '--security-opt seccomp=unconfined --cap-add ALL';

describe('which layer said no, by what was seen', () => {
  it.each([
    [
      'a module says EACCES before a missing capability is asked for',
      confined,
      status(none, none),
      'socket(RAW)',
      eacces,
      'lsm',
      'AppArmor profile web',
    ],
    ['who lacks a capability is told EPERM', confined, status(none, none), 'socket(RAW)', eperm, 'capability', undefined],
    ['a module may take a capability away', confined, status(all, all), 'socket(RAW)', eperm, 'lsm', 'AppArmor profile web'],
    ['a profile that complains refuses nothing', label('web (complain)'), status(all, all), 'socket(RAW)', eacces, 'kernel', undefined],
    ['no module', error(einval), status(all, all), 'socket(RAW)', eacces, 'kernel', undefined],
    ['SELinux', label('u:r:container_t:s0:c1,c2\0'), status(all, all), 'socket(AF_ALG)', eacces, 'lsm', 'SELinux type container_t'],
    ['a domain that nothing confines', label('u:r:spc_t:s0'), status(all, all), 'socket(AF_ALG)', eacces, 'kernel', undefined],
    ['a setting of the kernel', confined, status(all, all), 'perf_event_open', eacces, 'kernel', undefined],
    ['without a capability EPERM is no word of a module', confined, status(all, all), 'unshare(CLONE_NEWUSER)', eperm, 'kernel', undefined],
  ])('%s', (_, seen, stands, id, errno, layer, by) => {
    const found = evidence(`docker run ${everything} web`, { 'AppArmor label': seen, 'every privilege': stands, [id]: error(errno) })(id);
    expect({ layer: found?.layer, by: found?.by }).toEqual({ layer, by });
  });

  it('root of a user namespace owns no file of the host', () => {
    const found = evidence('podman run --uidmap 0:100000:65536 web', {
      'AppArmor label': error(einval),
      'kernel setting:/proc/sys/kernel/core_pattern': error(eacces),
    })('kernel setting:/proc/sys/kernel/core_pattern');
    expect(found).toMatchObject({ verdict: 'holds', layer: 'identity' });
  });
});

describe('labels', () => {
  it.each([
    ['docker run web', 'AppArmor label', confined, 'holds', 'it runs under the profile web in mode enforce'],
    ['docker run web', 'AppArmor label', label('web (complain)'), 'fails', 'it runs under the profile web in mode complain'],
    ['docker run web', 'AppArmor label', label('unconfined\n'), 'fails', 'it runs without a profile'],
    ['docker run web', 'AppArmor label', error(einval), 'inconclusive', 'this kernel runs no AppArmor'],
    ['docker run web', 'AppArmor label', error(eacces), 'inconclusive', '/proc/self/attr/current answers EACCES'],
    ['docker run web', 'AppArmor label', label('u:r:t:s0'), 'inconclusive', 'this kernel runs no AppArmor'],
    [
      'docker run --security-opt apparmor=web web',
      'AppArmor label',
      error(einval),
      'fails',
      'this kernel runs no AppArmor: the profile web keeps it from nothing',
    ],
    ['docker run web', 'SELinux label', label('u:r:container_t:s0:c1,c2'), 'holds', 'it runs as container_t with s0:c1,c2'],
    ['docker run web', 'SELinux label', label('u:r:spc_t:s0'), 'fails', 'it runs as spc_t with s0'],
    ['docker run web', 'SELinux label', confined, 'inconclusive', 'this kernel runs no SELinux'],
  ])('%s: %s', (command, id, seen, verdict, observed) => {
    expect(evidence(command, { [id]: seen })(id)).toMatchObject({ verdict, observed });
  });
});

describe('every privilege', () => {
  it.each([
    [status(all, all, { seccomp: 0, readonly: false }), 'fails', undefined],
    [status(all, none, { seccomp: 0, readonly: false }), 'fails', undefined],
    [status('00000000a80425fb', none, { seccomp: 0, readonly: false }), 'holds', 'capability'],
    [status(all, all, { readonly: false }), 'holds', 'seccomp'],
    [status(all, all, { seccomp: 0 }), 'holds', 'mount'],
    [error(eacces), 'inconclusive', undefined],
  ])('%#', (seen, verdict, layer) => {
    const found = evidence('docker run web', { 'every privilege': seen })('every privilege');
    expect({ verdict: found?.verdict, layer: found?.layer }).toEqual({ verdict, layer });
  });
});

import { describe, expect, it } from 'vitest';
import { nothing } from '../../../test/support/probe.ts';
import type { Answer } from '../answers.ts';
import type { Subject } from '../subject.ts';
import { attemptsFor } from './index.ts';

const plain: Answer = { value: 0n, step: 0, ended: { code: 0 }, note: 0n, data: new Uint8Array() };
const status = (text: string): Answer => ({ ...plain, data: new TextEncoder().encode(text) });
const limits = (hard: bigint): Answer => ({ ...plain, data: new Uint8Array(new BigUint64Array([0n, hard]).buffer) });

function reads(id: string, answer: Answer, subject: Partial<Subject> = {}) {
  const found = attemptsFor({ ...nothing, ...subject }, 'x64').find((attempt) => attempt.id === id);
  return found?.reads(answer);
}

/** CAP_CHOWN and CAP_SYS_PTRACE. */
const two = status('Name:\tx\nCapPrm:\t0000000000080001\nCapBnd:\t00000000ffffffff\n');

describe('what the process holds', () => {
  it.each<[string, Answer, Partial<Subject>, object]>([
    ['held capabilities', two, {}, { state: 'open', says: 'it holds CAP_CHOWN, CAP_SYS_PTRACE' }],
    ['held capabilities', two, { askedCapabilities: ['CAP_CHOWN'] }, { state: 'open', says: 'it holds CAP_SYS_PTRACE' }],
    ['held capabilities', two, { askedCapabilities: ['CAP_CHOWN', 'CAP_SYS_PTRACE'] }, { state: 'blocked' }],
    [
      'held capabilities',
      status('CapPrm:\t00000000000000ff\n'),
      {},
      { says: expect.stringMatching(/^it holds (?:\w+, ){3}\w+ and 4 more$/) },
    ],
    ['held capabilities', status('CapPrm:\tzz\n'), {}, { state: 'unclear' }],
    ['dangerous capabilities', two, { askedCapabilities: ['CAP_SYS_PTRACE'] }, { state: 'open', says: 'it holds CAP_SYS_PTRACE' }],
    ['dangerous capabilities', status('CapPrm:\t0000000000000001\n'), {}, { state: 'blocked' }],
    ['additional groups', status('Groups:\t10 0 30 \n'), {}, { state: 'open' }],
    ['additional groups', status('Groups:\t10 100 \n'), {}, { state: 'blocked' }],
    ['additional groups', status('Name:\tx\n'), {}, { state: 'unclear' }],
    ['core dumps', limits(2n ** 64n - 1n), {}, { state: 'open' }],
    ['core dumps', limits(0n), {}, { state: 'blocked', says: 'the hard limit of core dumps is 0' }],
    ['core dumps', { ...plain, errno: 1 }, {}, { state: 'unclear', says: 'prlimit64 answers EPERM' }],
  ])('%s', (id, answer, subject, expected) => expect(reads(id, answer, subject)).toMatchObject(expected));

  it('a capability that was asked for breaks nothing where it works', () => {
    const of = (asked: readonly string[]) => attemptsFor({ ...nothing, askedCapabilities: asked }, 'x64').find(({ id }) => id === 'setuid');
    expect([of([])?.mild, of(['CAP_SETUID'])?.mild]).toEqual([undefined, true]);
  });
});

describe('the size of a tmpfs that nobody gave one', () => {
  const tmpfs = [{ path: '/scratch', options: [] }];
  // f_bsize and f_blocks of struct statfs.
  const found = { ...plain, data: new Uint8Array(new BigUint64Array([0n, 4096n, 1000n, ...Array<bigint>(8).fill(0n)]).buffer) };
  it.each([
    [false, 'open'],
    [true, 'unclear'],
  ])('with a limit of memory: %s', (memoryIsLimited, state) =>
    expect(reads('size:/scratch', found, { tmpfs, memoryIsLimited })).toMatchObject({ state }),
  );
});

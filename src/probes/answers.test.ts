import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answersIn } from './answers.ts';

/** A line as the core prints it. */
function line(id: number, { value = 0n, step = 0, status = 0, note = 0n, data = [] as number[] } = {}): string {
  const view = new DataView(new ArrayBuffer(32 + data.length));
  view.setUint32(0, id, true);
  view.setUint32(4, step, true);
  view.setBigInt64(8, value, true);
  view.setUint32(16, status, true);
  view.setUint32(20, data.length, true);
  view.setBigUint64(24, note, true);
  const bytes = new Uint8Array(view.buffer);
  bytes.set(data, 32);
  return [...bytes].map((byte) => String.fromCharCode(97 + (byte >> 4), 97 + (byte & 15))).join('');
}

describe('answersIn', () => {
  it.each([
    ['a value', line(0, { value: 7n, step: 2, note: 5n }), { value: 7n, step: 2, note: 5n, ended: { code: 0 } }],
    ['an error', line(0, { value: -13n }), { value: -13n, errno: 13, ended: { code: 0 } }],
    ['a number that is no error', line(0, { value: -4096n }), { value: -4096n, ended: { code: 0 } }],
    ['an exit code', line(0, { status: 97 << 8 }), { ended: { code: 97 } }],
    ['a signal', line(0, { status: 31 }), { ended: { signal: 31 } }],
    ['a signal that leaves a core', line(0, { status: 31 | 0x80 }), { ended: { signal: 31 } }],
    ['no process', line(0, { value: -11n, status: -1 }), { errno: 11, ended: 'not started' }],
    ['data', line(0, { data: [1, 255] }), { data: Uint8Array.from([1, 255]) }],
    ['a line that a terminal ended', `${line(0, { value: 1n })}\r`, { value: 1n }],
  ])('%s', (_, text, expected) => {
    const answers = answersIn(`${text}\n`, 1);
    expect(answers.size).toBe(1);
    expect(answers.get(0)).toMatchObject(expected);
  });

  it.each([
    ['nothing', ''],
    ['what is no line of ours', 'hello world, this is a line of a hostile container which is long enough to be one\n'],
    ['half a line', line(0).slice(0, 63)],
    ['a line cut in the data', line(0, { data: [1, 2] }).slice(0, -2)],
    ['a task that was not asked for', line(1)],
  ])('none: %s', (_, text) => {
    expect(answersIn(text, 1).size).toBe(0);
  });

  it('the first of two counts, and lines of others are passed over', () => {
    const answers = answersIn(`starting\n${line(1, { value: 1n })}\n${line(1, { value: 2n })}\n${line(0, { value: 3n })}`, 2);
    expect([answers.get(0)?.value, answers.get(1)?.value]).toEqual([3n, 1n]);
  });

  it('whatever comes out of a container', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'p', 'q', '\n', '\r', ' '), maxLength: 400 });
    fc.assert(
      fc.property(fc.oneof(fc.string(), letters), fc.nat(5), (text, tasks) => {
        for (const [id, { data }] of answersIn(text, tasks)) expect(id < tasks && data.length <= 16_384).toBe(true);
      }),
    );
  });

  it('a very long line costs its length alone', () => {
    expect(answersIn('a'.repeat(50_000_000), 1).size).toBe(0);
  });
});

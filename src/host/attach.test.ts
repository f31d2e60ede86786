import { expect, it } from 'vitest';
import { attach } from './attach.ts';

it.each([
  ['exit 0', 0],
  ['exit 42', 42],
  ['kill -TERM $$', 143],
])('%s', async (script, code) => expect(await attach('/bin/sh', ['-c', script], 'no streams')).toEqual({ code }));

it('hands a signal on, and takes its handlers away', async () => {
  const before = process.listenerCount('SIGUSR2');
  const running = attach('/bin/sh', ['-c', "trap 'exit 7' USR2; while :; do sleep 0.05; done"], 'no streams');
  const again = setInterval(() => process.emit('SIGUSR2', 'SIGUSR2'), 500);
  expect(await running).toEqual({ code: 7 });
  clearInterval(again);
  expect(process.listenerCount('SIGUSR2')).toBe(before);
});

it('a program that is not there', () => expect(attach('/nobody', [])).rejects.toThrow(/could not be started/));

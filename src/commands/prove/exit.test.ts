import { expect, it } from 'vitest';
import { proofReport, refusedBy, succeeds } from '../../../test/support/proof.ts';
import { proofExit } from './exit.ts';

const command = 'docker run web';
const one = (id: string, control: string, answer = succeeds, more = {}) =>
  proofReport({ command, answers: { [id]: answer }, control: [control], ...more });
const unheard = { ...succeeds, ended: 'not started' } as const;

it.each([
  ['all holds', one('socket(RAW)', 'net-raw', refusedBy(1)), 'low', 0],
  ['one fails', one('socket(RAW)', 'net-raw'), 'medium', 1],
  ['one fails below', one('socket(RAW)', 'net-raw'), 'high', 0],
  ['one could not be told', one('socket(RAW)', 'net-raw', unheard), 'medium', 2],
  ['one could not be told below', one('socket(RAW)', 'net-raw', unheard), 'high', 0],
  ['the kernel has no such measure', one('SELinux label', 'selinux', refusedBy(22)), 'low', 0],
  ['cut short', one('socket(RAW)', 'net-raw', refusedBy(1), { cutShort: 'killed' }), 'critical', 2],
  ['a problem', one('socket(RAW)', 'net-raw', refusedBy(1), { problems: [{ file: 'x', message: 'y' }] }), 'critical', 2],
  ['not probed', proofReport({ command, control: ['cpu-limit'] }), 'low', 0],
] as const)('%s', (_, report, failOn, exit) => {
  expect(proofExit(report, failOn)).toBe(exit);
});

import { describe, expect, it } from 'vitest';
import { readHost } from '../../src/machine/index.ts';
import type { HostControl, HostVerdict, Outcome } from '../../src/model/index.ts';
import { machineOf, sound } from './machine.ts';

/** One row, one test: name, what differs from a sound machine, and what the control then says ("broken: …"), in its order, held ones left out. */
export type HostRow = readonly [name: string, machine: string, said: readonly RegExp[]];

const sayOf = (verdict: HostVerdict): string =>
  `${verdict.outcome}${verdict.outcome === 'broken' && verdict.severity !== undefined ? ` ${verdict.severity}` : ''}: ${'detail' in verdict ? verdict.detail : verdict.because}`;

export async function saidOf(control: HostControl, machine: string, without: readonly Outcome[] = ['held']): Promise<string[]> {
  const { host } = await readHost(machineOf(sound, machine));
  return control
    .judge(host)
    .filter(({ outcome }) => !without.includes(outcome))
    .map(sayOf);
}

export function hostTable(control: HostControl, rows: readonly HostRow[]): void {
  describe(control.id, () => {
    it.each(rows)('%s', async (_name, machine, expected) => {
      const said = await saidOf(control, machine);
      expect(said).toEqual(expected.map((pattern) => expect.stringMatching(pattern)));
    });
  });
}

import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { machineOf, sound } from '../../test/support/machine.ts';
import { examples } from '../../test/support/pairs.ts';
import { standards } from '../facts/standards.ts';
import { readHost } from '../machine/index.ts';
import { groups } from '../model/index.ts';
import { hostControlIds } from './host-ids.ts';
import { hostControls } from './host-index.ts';

const referred = hostControls.flatMap(({ id, references }) =>
  Object.entries(references).map(([standard, ids]: [string, readonly string[]]) => [id, standard, ids] as const),
);
const written = examples().filter(({ surface }) => surface === 'host');

describe('the list of controls on the machine', () => {
  it('is the list of their ids', () => expect(hostControls.map(({ id }) => id)).toEqual(hostControlIds));

  it.each(hostControls.map((control) => [control.id, control] as const))('%s is complete', (id, control) => {
    expect(groups).toContain(control.group);
    expect(control.title).toMatch(/^[A-Z].*[^.]$/);
    expect(control.stops).toMatch(/^[A-Z].*\.$/);
    expect(control.why.length).toBeGreaterThan(100);
    expect(control.why).toMatch(/\.$/);
    expect(control.steps.length).toBeGreaterThan(0);
    for (const part of ['control.ts', 'control.test.ts', 'README.md'])
      expect(existsSync(new URL(`${id}/${part}`, import.meta.url)), `${id}/${part}`).toBe(true);
    expect(written.filter((example) => example.control === id).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['broken', 'fixed']),
    );
  });

  it.each(referred)('%s refers to %s by ids that it has', (_, standard, ids) => {
    const { entries } = standards[standard as keyof typeof standards];
    expect(ids.filter((one) => !(one in entries))).toEqual([]);
  });

  it('finds nothing wrong with a sound machine', async () => {
    const { host, problems } = await readHost(machineOf(sound));
    expect(problems).toEqual([]);
    const verdicts = hostControls.flatMap((control) => control.judge(host).map((verdict) => ({ id: control.id, ...verdict })));
    expect(verdicts.filter(({ outcome }) => outcome === 'broken' || outcome === 'unknown')).toEqual([]);
    expect(verdicts.filter(({ outcome }) => outcome === 'held').length).toBeGreaterThan(8);
  });
});

describe('the examples', () => {
  it.each(written.map((example) => [`${example.control} ${example.kind} ${example.label}`, example] as const))('%s', async (_, example) => {
    const { host, problems } = await readHost(machineOf(sound, example.text));
    expect(problems).toEqual([]);
    const verdicts = hostControls.find(({ id }) => id === example.control)?.judge(host) ?? [];
    const outcomes = verdicts.map(({ outcome }) => outcome);
    if (example.kind === 'broken') expect(outcomes).toContain('broken');
    else {
      expect(outcomes, JSON.stringify(verdicts.map((one) => ('detail' in one ? one.detail : one.because)))).not.toContain('broken');
      expect(outcomes).toContain('held');
    }
  });
});

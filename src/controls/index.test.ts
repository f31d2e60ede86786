import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { standards } from '../facts/standards.ts';
import { groups } from '../model/index.ts';
import { hostControls } from './host-index.ts';
import { imageControlIds } from './image-control-ids.ts';
import { imageControls } from './image-index.ts';
import { controls } from './index.ts';

const folder = new URL('.', import.meta.url);
const folders = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

const referred = controls.flatMap(({ id, references }) =>
  Object.entries(references).map(([standard, ids]: [string, readonly string[]]) => [id, standard, ids] as const),
);

describe('the list of controls', () => {
  it('is the list of folders', () => {
    expect([...controls, ...imageControls, ...hostControls].map(({ id }) => id).sort()).toEqual(folders);
  });

  it('is known by ids alone where it is about images', () => {
    expect(imageControls.map(({ id }) => id)).toEqual(imageControlIds);
  });

  it('is sorted by group', () => {
    const order = controls.map(({ group }) => groups.indexOf(group));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  it.each(controls.map((control) => [control.id, control] as const))('%s is complete', (id, control) => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(control.title).toMatch(/^[A-Z].*[^.]$/);
    expect(control.stops).toMatch(/^[A-Z].*\.$/);
    expect(control.why.length).toBeGreaterThan(100);
    expect(control.why).toMatch(/\.$/);
    expect(control.judges.length).toBeGreaterThan(0);
    for (const part of ['control.ts', 'control.test.ts', 'README.md']) {
      expect(existsSync(new URL(`${id}/${part}`, folder)), `${id}/${part}`).toBe(true);
    }
  });

  it.each(referred)('%s refers to %s by ids that it has', (_, standard, ids) => {
    const { entries } = standards[standard as keyof typeof standards];
    expect(ids.filter((one) => !(one in entries))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has no list without ids, which the schema of the report forbids', () => {
    expect(referred.filter(([, , ids]) => ids.length === 0)).toEqual([]);
  });

  it('refers to at least one standard from each control', () => {
    expect(controls.filter(({ references }) => Object.values(references).flat().length === 0).map(({ id }) => id)).toEqual([]);
  });
});

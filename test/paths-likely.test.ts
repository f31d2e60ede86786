import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { examine } from '../src/commands/check/examine/examine.ts';
import { questionOf } from '../src/commands/check/question.ts';
import { controls } from '../src/controls/index.ts';
import type { SurfaceId, WayPart } from '../src/model/index.ts';
import { surfaces } from '../src/surfaces/index.ts';
import { examples } from './support/pairs.ts';

const question = questionOf({ profile: 'recommended', all: false, views: false });

const partsOf = async (id: SurfaceId, text: string, ways: 'every' | 'likely'): Promise<readonly WayPart[]> => {
  const path = `example.${id}`;
  const surface = surfaces.find((one) => one.id === id);
  const context = { env: {}, load: (asked: string) => (basename(asked) === path ? { path, text } : undefined) };
  return (await examine({ path, text }, context, { ...question, ways }, surface)).parts ?? [];
};

/** Somewhere a step leads to the host that needs no fault. */
const leadsOut = (parts: readonly WayPart[]): boolean =>
  parts.some(({ holds, steps }) =>
    steps.some(({ to, certainty }) => certainty !== 'fault' && holds.some(({ id, kind }) => id === to && kind.startsWith('host'))),
  );

describe('a check does not look for ways where every container is shut by what was judged, and so misses none:', () => {
  const own = examples().filter(({ surface }) => surface !== 'host' && surface !== 'process');
  it.each(controls.map(({ id }) => id))('the examples of %s', async (control) => {
    for (const { surface, text, kind, label } of own.filter((one) => one.control === control)) {
      if (surface === 'host') continue;
      const said = `${surface} ${kind} ${label}`;
      if (leadsOut(await partsOf(surface, text, 'every'))) expect(leadsOut(await partsOf(surface, text, 'likely')), said).toBe(true);
    }
  });

  it('and there are such ways', async () => {
    const out = await Promise.all(
      own.map(async ({ surface, text }) => surface !== 'host' && leadsOut(await partsOf(surface, text, 'every'))),
    );
    expect(out.filter((one) => one).length).toBeGreaterThan(30);
  });
});

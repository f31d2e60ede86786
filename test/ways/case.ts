import { describe, expect, it } from 'vitest';
import type { Certainty } from '../../src/model/index.ts';
import { type Given, nameOf, partFrom } from './scene.ts';

/** A kind of step, a container in which it is there, and for each of its grounds one in which exactly that ground is not. */
export interface Case {
  readonly kind: string;
  readonly certainty: Certainty;
  readonly open: Given;
  /** By the ground's own words. */
  readonly shut: Readonly<Record<string, Given>>;
  /** Where several steps of the kind are there: a part of the one's own words, or of where it leads. */
  readonly which?: string;
}

export function caseTable(title: string, cases: readonly Case[]): void {
  describe(title, () => {
    for (const one of cases) {
      const { kind, certainty, open, shut, which = '' } = one;
      const part = partFrom(open);
      const step = part.steps.find((each) => each.kind === kind && nameOf(each, part).includes(which));
      it(`${kind} is ${certainty}: ${say(open)}`, () => {
        expect(step?.certainty, part.steps.map((each) => nameOf(each, part)).join('\n')).toBe(certainty);
        expect(step?.because === undefined).toBe(certainty === 'open');
        expect(new Set(step?.grounds.map(({ detail }) => detail))).toEqual(new Set(Object.keys(shut)));
      });
      for (const [detail, without] of Object.entries(shut))
        it(`${kind} is not there without "${detail}": ${say(without)}`, () => {
          const other = partFrom(without);
          const left = new Set(other.steps.map((each) => nameOf(each, other)));
          const gone = part.steps.filter((each) => !left.has(nameOf(each, part)));
          expect(gone.map((each) => each.kind)).toContain(kind);
          // Nothing else went but what rests on it too, lies behind it, led to nothing but that, or now leads to the engine's user alone.
          const closed = part.steps.flatMap(({ grounds }) => grounds).find((ground) => ground.detail === detail);
          const there = new Set(other.holds.map(({ id }) => id.replaceAll(other.container.id, part.container.id)));
          const isLate = (hold: string): boolean => !there.has(hold);
          const strays = gone.filter(
            ({ grounds, from, to, kind: which }) =>
              !isLate(from) &&
              !(isLate(to) && part.steps.some((next) => next.from === to && gone.includes(next))) &&
              !(which === 'runtime-fault' && other.steps.some((each) => each.kind === which)) &&
              !grounds.some(
                (ground) => ground.detail === detail || (closed?.place !== undefined && ground.place?.column === closed.place.column),
              ),
          );
          expect(strays.map((each) => nameOf(each, part))).toEqual([]);
        });
    }
  });
}

const say = (given: Given): string =>
  typeof given === 'string' ? given : [given.of, given.label, given.under].filter(Boolean).join(' under ');

import { describe, expect, it } from 'vitest';
import { judge } from '../../src/judge.ts';
import { type Container, type Control, type Outcome, type Source, type Verdict, type Written, written } from '../../src/model/index.ts';

export const source: Source = { path: 'test.yaml', text: 'a place that tests point to\n' };

/** A written field, somewhere. */
export const at = <T>(value: T, start = 0): Written<T> => written(value, { source, start, end: start + 1 });

type DeepPartial<T> = T extends readonly unknown[] ? T : T extends object ? { [K in keyof T]?: DeepPartial<T[K]> } : T;
export type Overrides = DeepPartial<Container>;

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !('state' in value);

function merge(base: Record<string, unknown>, over: Record<string, unknown>): Record<string, unknown> {
  const merged = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const current = merged[key];
    merged[key] = isPlain(value) && isPlain(current) ? merge(current, value) : value;
  }
  return merged;
}

/** A container in any view with the given parts and nothing else set; fields and arrays replace, objects merge. */
export function container(overrides: Overrides = {}): Container {
  const bare: Container = {
    id: 'test.yaml#web',
    name: 'web',
    kind: 'container',
    surface: 'compose',
    engine: 'docker',
    origin: { source, start: 0, end: 1 },
    image: {},
    process: { env: [], rlimits: [] },
    root: {},
    mounts: [],
    linux: { namespaces: {}, resources: {}, sysctl: [] },
    ports: [],
    secrets: [],
  };
  return merge(bare as unknown as Record<string, unknown>, overrides as Record<string, unknown>) as unknown as Container;
}

/** The worst outcome speaks for the container: broken, then unknown, then held. */
export function outcomeOf(verdicts: readonly Verdict[]): Outcome {
  const order: Outcome[] = ['broken', 'unknown', 'held', 'inapplicable'];
  return order.find((outcome) => verdicts.some((verdict) => verdict.outcome === outcome)) ?? 'inapplicable';
}

/** One row, one test: name, the parts of an effective view, the outcome, and what its detail must say. */
export type Row = readonly [name: string, parts: Overrides, outcome: Outcome, detail?: RegExp | string];

export function table(control: Control, rows: readonly Row[]): void {
  describe(control.id, () => {
    for (const [name, parts, outcome, detail] of rows) {
      it(name, () => {
        const verdicts = judge(container(parts), [{ ...control, judges: [container(parts).kind] }]).map(({ verdict }) => verdict);
        expect(outcomeOf(verdicts)).toBe(outcome);
        if (detail !== undefined) expect(verdicts.map(say).join('\n')).toMatch(detail);
      });
    }
  });
}

const say = (verdict: Verdict): string => ('detail' in verdict ? verdict.detail : verdict.because);

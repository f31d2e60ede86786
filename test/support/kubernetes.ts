import { describe, expect, it } from 'vitest';
import type { Container, Field, ReadContext, ReadResult } from '../../src/model/index.ts';
import { reader } from '../../src/surfaces/kubernetes/read.ts';

const context: ReadContext = { load: () => undefined, env: {} };

export const readManifest = (text: string, path = 'pod.yaml'): ReadResult => reader.read({ path, text }, context);

const indented = (lines: string, by: number): string =>
  lines
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => `${' '.repeat(by)}${line}\n`)
    .join('');

/** A pod with one container `web`; lines for its spec and for its container, as a reader would write them. */
export const podManifest = (pod: string, container: string, annotations = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n${annotations === '' ? '' : `  annotations:\n${indented(annotations, 4)}`}spec:\n${indented(
    pod,
    2,
  )}  containers:\n    - name: web\n      image: nginx\n${indented(container, 6)}`;

export function webOf(text: string): Container {
  const { containers } = readManifest(text);
  const web = containers.find(({ name }) => name.endsWith('/web'));
  if (web === undefined) throw new Error(`no container web, but ${containers.map(({ name }) => name).join(', ') || 'none'}`);
  return web;
}

/** A field as a table writes it: its value, `unknown`, or { default }; lists and objects in depth, origins left out. */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if ('state' in value) {
    const field = value as Field<unknown>;
    if (field.state === 'unknown') return 'unknown';
    return field.state === 'written' ? plain(field.value) : { default: plain(field.value) };
  }
  const kept = Object.entries(value).filter(([key, part]) => key !== 'origin' && part !== undefined);
  return Object.fromEntries(kept.map(([key, part]) => [key, plain(part)]));
}

/** name, lines of the pod's spec, lines of the container, what to look at, what it is as `plain` says it */
export type FieldRow = readonly [name: string, pod: string, container: string, pick: (container: Container) => unknown, expected: unknown];

/** One row, one test: the manifest has no problem, and the container says what is expected. */
export function fieldTable(title: string, rows: readonly FieldRow[]): void {
  describe(title, () => {
    for (const [name, pod, container, pick, expected] of rows) {
      it(name, () => {
        const text = podManifest(pod, container);
        expect(readManifest(text).problems).toEqual([]);
        expect(plain(pick(webOf(text)))).toEqual(expected);
      });
    }
  });
}

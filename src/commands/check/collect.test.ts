import { describe, expect, it } from 'vitest';
import type { JudgedContainer } from '../../model/index.ts';
import { collect } from './collect.ts';
import { type Examined, nothing } from './examine/examine.ts';

const container = (file: string, name: string): JudgedContainer => ({
  id: `${file}#${name}`,
  name,
  kind: 'container',
  surface: 'compose',
  engine: 'docker',
  file,
  line: 1,
});

const read = (file: string, names: readonly string[], alsoRead: readonly string[] = []): Examined => ({
  ...nothing,
  file,
  containers: names.map((name) => container(name.includes('/') ? (name.split('/')[0] as string) : file, name)),
  alsoRead,
});

const ids = (results: readonly Examined[]): string[] =>
  collect(results, { name: 'bulkhead', version: '0' }, ['.']).containers.map(({ id }) => id);

describe('collect', () => {
  it('lists an object that gives a secret away, and counts it among no containers', () => {
    const one = read('a.yaml', ['web', 'Secret/db']);
    const containers = one.containers.map((entry) => (entry.name === 'Secret/db' ? { ...entry, kind: 'object' as const } : entry));
    const report = collect([{ ...one, containers }], { name: 'bulkhead', version: '0' }, []);
    expect([report.containers.length, report.summary.containers]).toEqual([2, 1]);
  });

  it.each<[string, Examined[], string[]]>([
    ['files apart', [read('a', ['x']), read('b', ['x'])], ['a#x', 'b#x']],
    ['an override that gives nothing itself', [read('a', ['x'], ['b']), read('b', [])], ['a#x']],
    ['an included file is judged where it is included', [read('a', ['x', 'b/y'], ['b']), read('b', ['y', 'z'])], ['a#x', 'b#b/y']],
    ['two that include each other stand once', [read('a', ['x', 'b/y'], ['b']), read('b', ['y', 'a/x'], ['a'])], ['a#x', 'b#b/y']],
    ['a file that reads itself', [read('a', ['x'], ['a'])], ['a#x']],
    ['a container that two results hold counts once', [read('a', ['x']), read('a', ['x'])], ['a#x']],
  ])('%s', (_name, results, expected) => expect(ids(results)).toEqual(expected));

  it('lists a part that declares nothing itself as passed over', () => {
    const report = collect([read('a', ['x'], ['b']), read('b', [])], { name: 'bulkhead', version: '0' }, ['.']);
    expect(report.passedOver).toEqual([{ file: 'b', reason: 'read as a part of another file' }]);
  });
});

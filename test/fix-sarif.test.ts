import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bulkhead } from './support/cli.ts';
import { countsOf, firstRound } from './support/fix.ts';
import { sarifErrors } from './support/sarif.ts';

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-sarif-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const files: Readonly<Record<string, string>> = {
  'compose.yaml': `services:
  web:
    image: nginx:1.27 # the server
    privileged: true
    ports: ["80:80"]
  db:
    image: postgres:16
    environment:
      API_TOKEN: K4ngaroo99K4ngaroo99
    cap_add: [SYS_ADMIN, SYS_MODULE]
`,
  'windows/compose.yaml': 'services:\r\n  web:\r\n    image: nginx:1.27\r\n',
  'pod.yaml':
    '\ufeffapiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n  - name: web\n    image: nginx:1.27\n    securityContext: {privileged: true, allowPrivilegeEscalation: true}',
  Containerfile: 'FROM debian:12\nRUN apt-get update\nCMD ["sleep", "1"]\n',
  'run.sh': '#!/bin/sh\ndocker run --privileged nginx:1.27\n',
};

interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}
type Replacement = Change['replacements'][number];
interface Change {
  readonly artifactLocation: { readonly uri: string };
  readonly replacements: readonly { readonly deletedRegion: Region; readonly insertedContent?: { readonly text: string } }[];
}
interface Result {
  readonly ruleId: string;
  readonly kind: string;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation: { readonly region: { readonly startLine: number } };
    readonly logicalLocations: readonly { readonly name: string }[];
  }[];
  readonly fixes?: readonly { readonly description: { readonly text: string }; readonly artifactChanges: readonly Change[] }[];
}

const sarif = (...args: string[]): { readonly log: unknown; readonly results: readonly Result[]; readonly text: string } => {
  const { out, err } = bulkhead(['fix', '--format', 'sarif', ...args], { cwd: folder });
  expect(err).toBe('');
  const log = JSON.parse(out) as { runs: { results: Result[] }[] };
  return { log, results: log.runs[0]?.results ?? [], text: out };
};

/** As a viewer would do it: lines end with \n, columns count UTF-16 units. */
function applied(text: string, replacements: readonly Replacement[]): string {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const offset = (line: number, column: number): number => (starts[line - 1] ?? Number.NaN) + column - 1;
  const order = (each: Replacement): number => offset(each.deletedRegion.startLine, each.deletedRegion.startColumn);
  let result = text;
  for (const { deletedRegion: at, insertedContent } of [...replacements].sort((a, b) => order(b) - order(a)))
    result =
      result.slice(0, offset(at.startLine, at.startColumn)) +
      (insertedContent?.text ?? '') +
      result.slice(offset(at.endLine, at.endColumn));
  return result;
}

const meet = (a: Region, b: Region): boolean => {
  const [from, to] = [(one: Region) => one.startLine * 1e5 + one.startColumn, (one: Region) => one.endLine * 1e5 + one.endColumn];
  return from(a) === from(b) || (from(a) < to(b) && from(b) < to(a));
};

describe('fix --format sarif', () => {
  let log: ReturnType<typeof sarif>;
  beforeAll(() => {
    mkdirSync(join(folder, 'windows'));
    for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
    log = sarif('--unsafe');
  });

  it('keeps to what SARIF 2.1.0 says of fixes', () => {
    expect(sarifErrors(log.log)).toEqual([]);
  });

  it('keeps to the schema of the standard', () => {
    const { $schema: _, id: __, ...schema } = createRequire(import.meta.url)('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
    const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
    validate(log.log);
    expect(validate.errors ?? []).toEqual([]);
  });

  it('says what may break, and points into the files as they are', () => {
    const limit = log.results.find(({ ruleId, fixes }) => ruleId === 'memory-limit' && fixes !== undefined);
    expect(limit?.fixes?.[0]?.description.text).toMatch(/^May break: .* To test: /);
    const lines = new Map(Object.entries(files).map(([file, text]) => [file, text.split('\n').length]));
    for (const { locations } of log.results)
      expect(locations[0]?.physicalLocation.region.startLine).toBeLessThanOrEqual(Math.max(...lines.values()));
  });

  it('remedies that wait for another one come without edits', () => {
    const inPod = log.results.filter(({ message }) => message.text.startsWith('Pod/web/web'));
    expect(inPod.find(({ ruleId }) => ruleId === 'privileged')?.fixes).toHaveLength(1);
    expect(inPod.find(({ ruleId }) => ruleId === 'no-new-privileges')).not.toHaveProperty('fixes');
  });

  const fixesOf = (file: string) =>
    log.results.flatMap(({ ruleId, locations, fixes = [] }) =>
      fixes.flatMap(({ artifactChanges }) =>
        artifactChanges.every(({ artifactLocation: { uri } }) => uri === file)
          ? [{ ruleId, name: locations[0]?.logicalLocations[0]?.name, replacements: artifactChanges.flatMap((each) => each.replacements) }]
          : [],
      ),
    );
  const textOf = (file: string): string => (files[file] ?? '').replace(/^\ufeff/, '');

  it.each(Object.keys(files))('each fix of %s by itself takes its finding away, and no line end with it', async (file) => {
    const name = file.replace('windows/', '');
    expect(fixesOf(file).length).toBeGreaterThan(0);
    const before = await countsOf(name, textOf(file));
    for (const { ruleId, name: container, replacements } of fixesOf(file)) {
      const after = applied(textOf(file), replacements);
      const key = `${container} ${ruleId}`;
      expect([key, (await countsOf(name, after)).get(key) ?? 0]).toEqual([key, (before.get(key) ?? 0) - 1]);
      expect(/\r\n/.test(after) && /[^\r]\n/.test(after)).toBe(false);
    }
  });

  it.each(Object.keys(files))('the fixes of %s that do not meet are what the first round writes', async (file) => {
    const name = file.replace('windows/', '');
    const first = await firstRound(name, textOf(file));
    const taken: Replacement[] = [];
    for (const { replacements } of fixesOf(file)) {
      const fresh = replacements.filter((each) => !taken.some((other) => JSON.stringify(other) === JSON.stringify(each)));
      const meets = fresh.some((each) => taken.some((other) => meet(each.deletedRegion, other.deletedRegion)));
      if (!meets) taken.push(...fresh);
    }
    expect(applied(textOf(file), taken)).toBe(first);
  });

  it('shows no secret', () => {
    expect(log.text).not.toContain('K4ngaroo99');
  });
});

import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { finding, judged, report } from '../../test/support/report.ts';
import { contentsOf, scanReport } from '../../test/support/scan-report.ts';
import type { Report } from '../model/index.ts';
import { renderJson } from './json.ts';

const schema = JSON.parse(readFileSync(new URL('../../docs/report.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema);

const accepted = { reason: 'why', until: '2027-01-31', by: 'comment', place: finding().origin } as const;

const full = report(
  [
    finding({
      excerpt: { text: 'a', start: 0, length: 1 },
      from: 'x',
      impliedBy: 'privileged',
      remedy: ['a: b'],
      references: { pss: ['a'], cisDocker: ['5.1'], cisKubernetes: ['5.2.1'], nsaCisa: ['a'], nist800190: ['4.4.3'], mitre: ['T1611'] },
    }),
    finding({ outcome: 'unknown', severity: 'high', baseline: true }),
    finding({ accepted }),
    finding({ outcome: 'held' }),
    finding({ outcome: 'inapplicable' }),
  ],
  {
    containers: [judged({ declared: { a: 1 }, effective: { b: 1 } })],
    problems: [
      { file: 'a', message: 'b' },
      { file: 'a', line: 1, column: 2, message: 'b' },
      { file: 'a', message: 'c', accepted },
    ],
    passedOver: [{ file: 'a', reason: 'b' }],
    baseline: { file: 'b.json', stale: 1 },
  },
);

const parse = (text: string) => JSON.parse(text) as Report;

describe('renderJson', () => {
  it.each([
    ['everything', full, { all: true, views: true }],
    ['what is open', full, {}],
    ['a scan', scanReport(contentsOf(40, 60)), {}],
    ['nothing', report([], { containers: [] }), {}],
  ])('keeps to the schema: %s', (_, input, options) => {
    const valid = validate(parse(renderJson(input, options)));
    expect(validate.errors ?? []).toEqual([]);
    expect(valid).toBe(true);
  });

  it('lists what holds only when asked', () => {
    expect(parse(renderJson(full)).findings.map((each) => each.outcome)).toEqual(['broken', 'unknown', 'broken']);
    expect(parse(renderJson(full, { all: true })).findings).toHaveLength(5);
    expect(parse(renderJson(full)).summary.held).toBe(1);
  });

  it('gives the views only when asked', () => {
    expect(parse(renderJson(full)).containers[0]).not.toHaveProperty('effective');
    expect(parse(renderJson(full, { views: true })).containers[0]).toMatchObject({ declared: { a: 1 }, effective: { b: 1 } });
  });

  it('writes keys in one order, whatever the order of the input', () => {
    const turned = JSON.parse(JSON.stringify(full), (_, value) =>
      typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).reverse()) : value,
    );
    expect(renderJson(turned, { all: true })).toBe(renderJson(full, { all: true }));
  });
});

describe('the schema', () => {
  it('refuses a key that it does not know, at every depth', () => {
    const valid = parse(renderJson(full, { all: true }));
    const [first] = valid.findings;
    expect(validate({ ...valid, extra: 1 })).toBe(false);
    expect(validate({ ...valid, findings: [{ ...first, extra: 1 }] })).toBe(false);
    expect(validate({ ...valid, findings: [{ ...first, origin: { ...first?.origin, extra: 1 } }] })).toBe(false);
    expect(validate({ ...valid, summary: { ...valid.summary, extra: 1 } })).toBe(false);
    const scanned = parse(renderJson(scanReport(contentsOf(40, 60))));
    const [image] = scanned.images ?? [];
    const about = scanned.findings.find(({ vulnerability }) => vulnerability !== undefined);
    expect(validate({ ...scanned, images: [{ ...image, extra: 1 }] })).toBe(false);
    expect(validate({ ...scanned, images: [{ ...image, packages: [{ ...image?.packages[0], extra: 1 }] }] })).toBe(false);
    expect(validate({ ...scanned, images: [{ ...image, layers: [{ ...image?.layers[0], extra: 1 }] }] })).toBe(false);
    expect(validate({ ...scanned, findings: [{ ...about, vulnerability: { ...about?.vulnerability, extra: 1 } }] })).toBe(false);
  });

  it('describes every property', () => {
    const undescribed: string[] = [];
    const walk = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const [name, property] of Object.entries('properties' in node ? (node.properties as object) : {})) {
        const leaf = property as Record<string, unknown>;
        if (!('description' in leaf) && !('$ref' in leaf) && leaf.const !== 'bulkhead') undescribed.push(`${path}/${name}`);
      }
      for (const [key, value] of Object.entries(node)) walk(value, `${path}/${key}`);
    };
    walk(schema, '');
    expect(undescribed).toEqual([]);
  });
});

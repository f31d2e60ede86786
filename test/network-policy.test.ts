import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bulkhead } from './support/cli.ts';

/** A policy in one file counts for the pods of every other file, on one thread and on many. */

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-policies-'));
const pods = 170;

const pod = (name: string, label: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n  namespace: shop\n  labels: {app: ${label}}\nspec:\n  containers:\n  - {name: web, image: nginx}\n  - {name: log, image: fluentd}\n`;
const policy = `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: web, namespace: shop}\nspec:\n  podSelector: {matchLabels: {app: web}}\n  policyTypes: [Ingress, Egress]\n  ingress:\n  - {}\n`;

beforeAll(() => {
  for (const part of ['few', 'many', 'few/policies', 'many/policies']) mkdirSync(join(folder, part));
  writeFileSync(join(folder, 'few/web.yaml'), pod('web', 'web'));
  writeFileSync(join(folder, 'few/api.yaml'), pod('api', 'api'));
  for (let at = 0; at < pods; at++) writeFileSync(join(folder, `many/p${at}.yaml`), pod(`p${at}`, at % 2 === 0 ? 'web' : 'api'));
  for (const part of ['few', 'many']) writeFileSync(join(folder, part, 'policies/web.yaml'), policy);
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Found {
  readonly control: string;
  readonly container: string;
  readonly detail: string;
  readonly origin: { readonly file: string; readonly line: number };
}

function findings(part: string, control: string): Found[] {
  const { out } = bulkhead(['check', '--format', 'json', '--control', control, part], { cwd: folder });
  const report = JSON.parse(out) as { findings: (Found & { outcome: string })[] };
  return report.findings.filter(({ outcome }) => outcome === 'broken');
}

describe('bulkhead check on a folder with network policies', () => {
  it('tells the pod that none selects, once', () => {
    expect(findings('few', 'network-policy')).toMatchObject([
      { container: 'few/api.yaml#Pod/api/web', detail: expect.stringMatching(/^no network policy selects it: every pod/) },
    ]);
  });

  it('points to the rule that is too wide, in its own file', () => {
    expect(findings('few', 'network-policy-breadth')).toMatchObject([
      { container: 'few/web.yaml#Pod/web/web', origin: { file: 'few/policies/web.yaml', line: 8 } },
    ]);
  });

  it('says the file of that rule in the text report', () => {
    const { out } = bulkhead(['check', '--control', 'network-policy-breadth', 'few'], { cwd: folder });
    expect(out).toMatch(/few\/web\.yaml:9[\s\S]*in few\/policies\/web\.yaml\n\s+8 │ - \{\}/);
  });

  it('does the same over threads', () => {
    expect(findings('many', 'network-policy').length).toBe(pods / 2);
    expect(findings('many', 'network-policy-breadth').length).toBe(pods / 2);
  });
});

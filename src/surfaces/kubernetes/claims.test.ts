import { describe, expect, it } from 'vitest';
import { cpuTime } from '../../../test/support/cpu-time.ts';
import { claims } from './claims.ts';

const pod = 'apiVersion: v1\nkind: Pod\n';

const rows: readonly (readonly [string, string, string, boolean])[] = [
  ['a manifest', 'pod.yaml', pod, true],
  ['in any order', 'pod.yaml', 'kind: Pod\nmetadata: {}\napiVersion: v1\n', true],
  ['behind comments and markers', 'pod.yaml', `# a\n\n%YAML 1.1\n---\n# b\n${pod}`, true],
  ['behind another document', 'all.yml', `a: 1\n---\n${pod}`, true],
  ['keys in quotes', 'pod.yaml', '"apiVersion": v1\n"kind": Pod\n', true],
  ['standard input', '-', pod, true],
  ['another name', 'pod.yaml.bak', pod, true],
  ['set in by two', 'pod.yaml', '  apiVersion: v1\n  kind: Pod\n', true],
  ['a list of objects', 'pods.yaml', '- apiVersion: v1\n  kind: Pod\n', true],
  ['JSON', 'pod.json', '{"apiVersion":"v1","kind":"Pod"}', true],
  ['JSON on lines', 'pod.json', '{\n  "kind": "Pod",\n  "apiVersion" : "v1"\n}', true],
  ['carriage returns', 'pod.yaml', pod.replaceAll('\n', '\r\n'), true],
  ['a byte order mark', 'pod.yaml', `\uFEFF${pod}`, true],
  ['a Helm template', 'deployment.yaml', `{{- if .Values.on }}\n${pod}{{- end }}\n`, true],
  ['a Helm template behind its comment', 'deployment.yaml', `{{- /* note */}}\n${pod}`, true],
  ['a Helm template that only includes', 'deployment.yaml', '{{- include "lib.deployment" . }}\n', true],
  ["a chart's helpers", '_helpers.tpl', '{{- define "x" }}\n{{ include "y" . }}\n{{- end }}\n', false],
  ['a chart', 'Chart.yaml', 'apiVersion: v2\nname: x\n', false],
  ['values', 'values.yaml', 'kind: x\nimage: y\n', false],
  ['a compose file', 'compose.yaml', 'services:\n  web:\n    image: a\n', false],
  ['a workflow that quotes a manifest', 'ci.yaml', 'on: push\njobs:\n  a:\n    run: |\n      apiVersion: v1\n      kind: Pod\n', false],
  ['a script that quotes a manifest', 'run.sh', `kubectl apply -f - <<EOF\n${pod}EOF\n`, false],
  ['a script by its first line', 'run', `#!/bin/sh\n${pod}`, false],
  ['a page that quotes a manifest', 'README.md', pod, false],
  ['a schema', 'schema.json', '{"properties":{"apiVersion":{"type":"string"},"kind":{"type":"string"}}}', false],
  ['a longer word', 'a.yaml', 'apiVersions: 1\nkinds: 2\n', false],
  ['nothing', 'a.yaml', '', false],
];

describe('claims', () => {
  for (const [name, file, text, expected] of rows) {
    it(name, () => expect(claims(file, text)).toBe(expected));
  }

  it('is quick on a long text that is not ours', () => {
    const texts = [
      'x'.repeat(2_000_000),
      'apiVersion '.repeat(200_000),
      '#\n'.repeat(500_000),
      ' '.repeat(2_000_000),
      '{'.repeat(1_000_000),
    ];
    const start = cpuTime();
    for (const text of texts) expect(claims('a.yaml', text)).toBe(false);
    expect(cpuTime() - start).toBeLessThan(3000);
  });
});

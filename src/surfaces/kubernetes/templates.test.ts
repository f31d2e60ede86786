import { describe, expect, it } from 'vitest';
import { podManifest, readManifest } from '../../../test/support/kubernetes.ts';

const plainPod = podManifest('', '');
const helm = plainPod.replace('image: nginx', 'image: {{ .Values.image }}');
const service = 'apiVersion: v1\nkind: Service\nmetadata: {name: x}\nspec:\n  type: {{ .Values.type }}\n';

/** name, text, containers that are judged, line:column of the one problem */
const rows: readonly (readonly [string, string, number, string | undefined])[] = [
  ['a value', helm, 0, '8:14'],
  ['a value in a key', plainPod.replace('name: p', '{{ .Values.key }}: p'), 0, '4:3'],
  ['a condition around it', `{{- if .Values.on }}\n${plainPod}{{- end }}\n`, 0, '1:1'],
  ['a snippet in it', `${plainPod}      {{- toYaml .Values.more | nindent 6 }}\n`, 0, '9:7'],
  ['Jinja', `${plainPod}{% if x %}\n      tty: true\n{% endif %}\n`, 0, '9:1'],
  ['a document beside it', `${helm}---\n${plainPod}`, 1, '8:14'],
  ['a document before it', `${plainPod}---\n${helm}`, 1, '17:14'],
  ['two of them are told once', `${helm}---\n${helm}`, 0, '8:14'],
  ['a marker in a comment', `# {{ not this }}\n${plainPod}`, 1, undefined],
  ['a marker in a string', plainPod.replace('image: nginx', 'image: "{{ image }}"'), 1, undefined],
  ['a template that holds no container', service, 0, undefined],
  ['such a template beside a pod', `${service}---\n${plainPod}`, 1, undefined],
  ['a kind that is itself a value', `${plainPod.replace('kind: Pod', 'kind: {{ .Values.kind }}')}`, 0, '2:7'],
  ['an include and nothing else', '{{- include "lib.deployment" . -}}\n', 0, '1:1'],
];

describe('a template', () => {
  for (const [name, text, count, place] of rows) {
    it(name, () => {
      const { containers, problems } = readManifest(text);
      expect(containers).toHaveLength(count);
      expect(problems.map(({ line, column }) => `${line}:${column}`)).toEqual(place === undefined ? [] : [place]);
      if (place !== undefined) expect(problems[0]?.message).toContain('helm template … | bulkhead check -');
    });
  }

  it('an ordinary error is not blamed on a template', () => {
    const { problems } = readManifest(`${plainPod}  - : [\n`);
    expect(problems[0]?.message).toMatch(/^YAML/);
  });
});

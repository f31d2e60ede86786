import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpuTime } from '../../../test/support/cpu-time.ts';
import type { Source } from '../../model/index.ts';
import { helmTrace } from './helm.ts';

const chart: Source = { path: 'Chart.yaml', text: 'name: web\n' };

/** The line of the template that a rendered line is traced to, by the first occurrence of a word in the output. */
function traced(rendered: string, templates: Readonly<Record<string, string>>, word: string): string {
  const sources = new Map(Object.entries(templates).map(([path, text]) => [path, { path, text }]));
  const helpers = [...sources.values()].filter(({ path }) => path.endsWith('.tpl'));
  const trace = helmTrace(rendered, { chart, template: (named) => sources.get(named), helpers: () => helpers });
  const start = rendered.indexOf(word);
  expect(start).toBeGreaterThanOrEqual(0);
  const { source, ...at } = trace(start, start + word.length);
  return `${source.path}: ${source.text.slice(at.start, at.end)}`;
}

const pod = (containers: string) => `---\n# Source: a.yaml\nkind: Pod\nspec:\n  containers:\n${containers}`;

describe('helmTrace', () => {
  it.each([
    ['a line that is written out', 'privileged: true', 'privileged: true', 'privileged: true'],
    ['a line with a value', 'privileged: {{ .Values.p }}', 'privileged: true', 'privileged: {{ .Values.p }}'],
    ['a line with a value that is empty', 'command: {{ .Values.p }}', 'command:', 'command: {{ .Values.p }}'],
    ['two values in quotes', 'image: "{{ .a }}:{{ .b }}"', 'image: "nginx:1"', 'image: "{{ .a }}:{{ .b }}"'],
    [
      'a part of a line that is left out',
      '{{ if .x }}privileged: true{{ end }}',
      'privileged: true',
      '{{ if .x }}privileged: true{{ end }}',
    ],
  ])('finds %s', (_, written, rendered, expected) => {
    const template = `kind: Pod\nspec:\n  containers:\n  - name: web\n    ${written}\n`;
    expect(traced(pod(`  - name: web\n    ${rendered}\n`), { 'a.yaml': template }, rendered)).toBe(`a.yaml: ${expected}`);
  });

  const two =
    'kind: Pod\nspec:\n  containers:\n  - name: a\n    securityContext:\n      privileged: true\n  - name: b\n    securityContext:\n      privileged: true\n';
  it('tells equal lines apart by what they stand under', () => {
    const rendered = pod('  - name: b\n    securityContext:\n      privileged: true\n');
    expect(traced(rendered, { 'a.yaml': two.replace('name: b', 'name: {{ .b }}') }, 'privileged')).toBe('a.yaml: privileged: true');
    const trace = helmTrace(rendered, { chart, template: () => ({ path: 'a.yaml', text: two }), helpers: () => [] });
    expect(trace(rendered.indexOf('privileged'), 0).start).toBe(two.lastIndexOf('privileged'));
  });

  it('points to the line around one that came out of values', () => {
    const template = 'kind: Pod\nspec:\n  containers:\n  - name: web\n    securityContext:\n      {{- toYaml .Values.s | nindent 6 }}\n';
    expect(traced(pod('  - name: web\n    securityContext:\n      privileged: true\n'), { 'a.yaml': template }, 'privileged')).toBe(
      'a.yaml: securityContext:',
    );
  });

  it('does not take a like line that stands elsewhere', () => {
    const template =
      'kind: Pod\nspec:\n  initContainers:\n  - name: first\n    securityContext:\n      privileged: true\n  containers:\n  - name: web\n    securityContext:\n      {{- toYaml .Values.s | nindent 6 }}\n';
    const rendered = pod('  - name: web\n    securityContext:\n      privileged: true\n');
    const trace = helmTrace(rendered, { chart, template: () => ({ path: 'a.yaml', text: template }), helpers: () => [] });
    expect(trace(rendered.indexOf('privileged'), 0).start).toBe(template.lastIndexOf('securityContext'));
  });

  it('finds lines of a named template', () => {
    const helpers = '{{- define "security" -}}\nprivileged: true\nrunAsUser: 0\n{{- end }}\n';
    const template =
      'kind: Pod\nspec:\n  containers:\n  - name: web\n    securityContext:\n      {{- include "security" . | nindent 6 }}\n';
    const rendered = pod('  - name: web\n    securityContext:\n      privileged: true\n      runAsUser: 0\n');
    expect(traced(rendered, { 'a.yaml': template, '_h.tpl': helpers }, 'runAsUser')).toBe('_h.tpl: runAsUser: 0');
  });

  it('chooses the document of the same kind and name', () => {
    const template =
      'kind: Service\nmetadata:\n  name: a\nspec:\n  x: 1\n---\nkind: Pod\nmetadata:\n  name: a\nspec:\n  x: 1\n---\nkind: Pod\nmetadata:\n  name: b\nspec:\n  x: 1\n';
    const rendered = '---\n# Source: a.yaml\nkind: Pod\nmetadata:\n  name: b\nspec:\n  x: 1\n';
    const trace = helmTrace(rendered, { chart, template: () => ({ path: 'a.yaml', text: template }), helpers: () => [] });
    expect(trace(rendered.indexOf('x: 1'), 0).start).toBe(template.lastIndexOf('x: 1'));
  });

  it('falls back to the template, and to the chart where that is out of reach', () => {
    expect(traced(pod('  - name: web\n'), { 'a.yaml': '{{ include "all" . }}\n' }, 'web')).toBe('a.yaml: ');
    expect(traced(pod('  - name: web\n'), {}, 'web')).toBe('Chart.yaml: ');
    expect(traced('kind: Pod\n', {}, 'Pod')).toBe('Chart.yaml: ');
  });

  it('answers for any output, template and place, and within the template', () => {
    const line = fc.constantFrom(
      '---',
      '# Source: a.yaml',
      'kind: Pod',
      'a:',
      '  b: {{ .c }}',
      '- name: x',
      '  - {{ .y }}',
      '{{- if .z }}',
      '{{ open',
      '{{ define "q" }}',
      '',
      '\t',
      '}}',
    );
    const text = fc.array(line, { maxLength: 30 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, fc.nat(400), (rendered, template, at) => {
        const source = { path: 'a.yaml', text: template };
        const origin = helmTrace(`---\n# Source: a.yaml\n${rendered}`, { chart, template: () => source, helpers: () => [source] })(
          at,
          at + 1,
        );
        expect(origin.start).toBeLessThanOrEqual(origin.end);
        expect(origin.end).toBeLessThanOrEqual(origin.source.text.length);
      }),
    );
  });

  it('is linear', () => {
    const template = `kind: Pod\n${'- name: {{ .a }}\n  image: {{ .b }}\n'.repeat(20_000)}`;
    const rendered = `---\n# Source: a.yaml\nkind: Pod\n${'- name: a\n  image: b\n'.repeat(20_000)}`;
    const before = cpuTime();
    const trace = helmTrace(rendered, { chart, template: () => ({ path: 'a.yaml', text: template }), helpers: () => [] });
    for (let at = 0; at < rendered.length; at += 1000) trace(at, at);
    expect(cpuTime() - before).toBeLessThan(5000);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overlaySources } from '../overlay-sources.ts';
import { overlaysOf } from '../overlays.ts';
import { kustomizeTrace } from './kustomize.ts';

const base = `kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers:
      - name: server
        image: nginx:1.27
        securityContext: {privileged: true}
      - name: side
        image: side:1
`;

/** Where a word of the output is traced to: the file, and what stands there. */
function traced(files: Readonly<Record<string, string>>, rendered: string, word: string): string {
  const load = (path: string) => sources.get(path);
  const sources = new Map(Object.entries(files).map(([path, text]) => [path, { path, text }]));
  const { overlays } = overlaysOf(['o/kustomization.yaml'], load);
  const [overlay] = overlays;
  if (overlay === undefined) throw new Error('no overlay');
  const start = rendered.indexOf(word);
  expect(start).toBeGreaterThanOrEqual(0);
  const { source, ...at } = kustomizeTrace({ path: 'o', text: rendered }, overlaySources(overlay, load))(start, start + word.length);
  return `${source.path}: ${source.text.slice(at.start, at.end).split('\n', 1)[0]}`;
}

const output = (more = '') => `kind: Deployment
metadata:
  name: prod-web
spec:
  template:
    spec:
      containers:
      - image: nginx:1.28
        name: server
        securityContext:
          privileged: true
          runAsUser: 0
      - image: side:1
        name: side
${more}`;

const files = {
  'o/kustomization.yaml': 'resources: [../b]\npatches:\n- path: p.yaml\n',
  'b/kustomization.yaml': 'resources: [d.yaml]',
  'b/d.yaml': base,
};
const patch =
  'kind: Deployment\nmetadata: {name: web}\nspec:\n  template:\n    spec:\n      containers:\n      - name: server\n        securityContext:\n          runAsUser: 0\n';
const inline = (text: string) =>
  `resources: [../b]\npatches:\n- target: {kind: Deployment}\n  patch: |-\n${text.replace(/^(?=.)/gm, '    ')}`;

describe('kustomizeTrace', () => {
  it.each([
    ['what the base says, under another name', 'privileged: true', 'b/d.yaml: privileged: true'],
    ['what a patch says', 'runAsUser: 0', 'o/p.yaml: runAsUser: 0'],
    ['the name of an entry, in the base and not in the patch', 'name: server', 'b/d.yaml: name: server'],
    ['the entry around a value that something else has changed', 'image: nginx', 'b/d.yaml: name: server'],
    ['the entry of the same name, not of the same number', 'image: side', 'b/d.yaml: image: side:1'],
  ])('finds %s', (_, word, expected) => expect(traced({ ...files, 'o/p.yaml': patch }, output(), word)).toBe(expected));

  it('finds a patch inside the kustomization', () => {
    expect(traced({ ...files, 'o/kustomization.yaml': inline(patch) }, output(), 'runAsUser')).toBe('o/kustomization.yaml: runAsUser: 0');
  });

  const operations = '- op: add\n  path: /spec/template/spec/hostNetwork\n  value: true\n';
  it('finds the operation of a JSON patch, inside the kustomization or in a file', () => {
    const rendered = output('      hostNetwork: true\n');
    expect(traced({ ...files, 'o/kustomization.yaml': inline(operations) }, rendered, 'hostNetwork')).toBe(
      'o/kustomization.yaml: value: true',
    );
    expect(traced({ ...files, 'o/p.yaml': operations }, rendered, 'hostNetwork')).toBe('o/p.yaml: value: true');
  });

  it('does not choose between two operations', () => {
    expect(traced({ ...files, 'o/p.yaml': operations + operations }, output('      hostNetwork: true\n'), 'hostNetwork')).toMatch(
      /^b\/d\.yaml: spec:/,
    );
  });

  it('falls back to the kustomization', () => {
    expect(traced({ 'o/kustomization.yaml': 'resources: [gone.yaml]' }, output(), 'privileged')).toBe('o/kustomization.yaml: ');
  });

  it('does not choose between two bases of one name', () => {
    const two = { 'o/kustomization.yaml': 'resources: [a.yaml, b.yaml]', 'o/a.yaml': base, 'o/b.yaml': base };
    expect(traced(two, output(), 'privileged')).toBe('o/kustomization.yaml: ');
  });

  it('answers for any texts', () => {
    const text = fc
      .array(
        fc.constantFrom(
          'kind: Deployment',
          'metadata:',
          '  name: web',
          'spec:',
          '- a: b',
          '  - c',
          '[',
          '---',
          '- op: add',
          '  path: /spec',
          '  value: {a: 1}',
          '  patch: |-',
          'patches:',
        ),
        { maxLength: 25 },
      )
      .map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, text, fc.nat(300), (rendered, resource, changed, at) => {
        const source = { path: 'k', text: '' };
        const trace = kustomizeTrace(
          { path: 'o', text: rendered },
          { kustomization: source, patches: () => [{ path: 'p', text: changed }], resources: () => [{ path: 'r', text: resource }] },
        );
        const origin = trace(at, at + 3);
        expect(origin.end).toBeLessThanOrEqual(origin.source.text.length);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readManifest } from '../../../test/support/kubernetes.ts';
import { containerKeys, containerSecurityKeys, podKeys, podSecurityKeys, volumeKeys } from './keys.ts';

const keys = [
  ...podKeys,
  ...containerKeys,
  ...containerSecurityKeys,
  ...podSecurityKeys,
  ...volumeKeys,
  'template',
  'items',
  'path',
  'limits',
  'memory',
];

/** Any shape, made of the words that the readers look for. */
const anything = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'medium', maxDepth: 6 },
    fc.constantFrom(null, true, 0, -1, '', 'web', '${X}', 'ALL', '128Mi', 'Localhost', 1.5, 'v'),
    fc.array(tie('node'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...keys), tie('node'), { maxKeys: 6 }),
  ),
})).node;

describe('the reader', () => {
  it('never throws on any object, and every place is in the text', () => {
    fc.assert(
      fc.property(
        anything,
        fc.constantFrom('Pod', 'Deployment', 'CronJob', 'List', 'PodList', 'Workflow', 'Template', 'ServiceAccount'),
        (spec, kind) => {
          const text = JSON.stringify(
            { apiVersion: kind === 'Workflow' ? 'argoproj.io/v1' : 'v1', kind, spec, items: [spec], objects: [spec] },
            null,
            1,
          );
          const lines = text.split('\n').length;
          const { containers, problems } = readManifest(text);
          expect(problems.every(({ line = 0, column = 0 }) => line >= 1 && line <= lines && column >= 1)).toBe(true);
          expect(new Set(containers.map(({ id }) => id)).size).toBe(containers.length);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('never throws on any pod', () => {
    fc.assert(
      fc.property(anything, anything, (pod, container) => {
        const own = typeof container === 'object' && container !== null && !Array.isArray(container) ? container : {};
        const all = typeof pod === 'object' && pod !== null && !Array.isArray(pod) ? pod : {};
        const spec = { ...all, containers: [{ ...own, name: 'web', image: 'a' }] };
        expect(readManifest(JSON.stringify({ apiVersion: 'v1', kind: 'Pod', spec })).containers.length).toBeLessThan(20);
      }),
      { numRuns: 300 },
    );
  });

  it('never throws on any text', () => {
    const words = [
      'apiVersion: v1\n',
      'kind: Pod\n',
      'spec:\n',
      '  containers:\n',
      '  - name: a\n',
      '    image: b\n',
      '---\n',
      '{{ x }}',
      '{% y %}',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      '|\n',
      '&a ',
      '*a',
      '<<: ',
      '\t',
      '#',
      '\r\n',
    ];
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 5 })), { maxLength: 40 }), (parts) => {
        readManifest(parts.join(''));
      }),
      { numRuns: 1000 },
    );
  });

  it('is not blown up by aliases', () => {
    const bomb = ['a0: &a0 [{apiVersion: v1, kind: Pod, spec: {containers: [{name: web, image: a}]}}]'];
    for (let level = 1; level < 30; level++) bomb.push(`a${level}: &a${level} [*a${level - 1}, *a${level - 1}]`);
    const text = `apiVersion: v1\nkind: List\n${bomb.join('\n')}\nitems: *a29\n`;
    expect(readManifest(text).containers).toHaveLength(1);
    expect(readManifest(text.replace('kind: List', 'kind: Custom')).containers.length).toBeLessThan(2);
  });

  it('is not slow on deep or long input', () => {
    const start = performance.now();
    const head = 'apiVersion: x/v1\nkind: X\nspec: ';
    for (const text of [
      `${head}${'['.repeat(5000)}${']'.repeat(5000)}`,
      `${head}{a: "${'{{'.repeat(100_000)}"}`,
      `{"apiVersion":"v1","kind":"Pod"}${'\\"'.repeat(100_000)}"`,
      `${head}\n${'  - {name: a, image: b}\n'.repeat(5000)}`,
      `${'---\n{{ a }}\n'.repeat(5000)}`,
    ]) {
      readManifest(text);
    }
    expect(performance.now() - start).toBeLessThan(8000);
  });
});

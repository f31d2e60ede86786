import { describe, expect, it } from 'vitest';
import { questionOf } from '../question.ts';
import { examine } from './examine.ts';

const question = questionOf({ profile: 'recommended', controls: ['privileged'], all: false, views: false });
const manifest = (count: number): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n${Array.from({ length: count }, (_, n) => `  - {name: c${n}, image: b, securityContext: {privileged: true}}\n`).join('')}`;

describe('examine', () => {
  it('says a problem on one line', async () => {
    const text = 'services:\n  web:\n    image: x\n    ports:\n      - |\n        a\n        b\n';
    const { problems } = await examine({ path: 'compose.yaml', text }, { env: {}, load: () => undefined }, question);
    expect(problems.map(({ message }) => message)).toEqual([expect.stringMatching(/^"a b ?" is no port/)]);
  });

  it('cuts out the lines of the first thousand findings only, and keeps the others', async () => {
    const { findings } = await examine({ path: 'a.yaml', text: manifest(1200) }, { env: {}, load: () => undefined }, question);
    expect(findings.length).toBe(1200);
    expect(findings.filter(({ excerpt }) => excerpt !== undefined).length).toBe(1000);
    expect(findings.at(-1)?.origin.line).toBe(1205);
  });

  it('takes a container with very many settings', async () => {
    const mounts = Array.from({ length: 150_000 }, (_, n) => `{name: v, mountPath: /m${n}}`).join(',');
    const text = `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  volumes: [{name: v, hostPath: {path: /etc}}]\n  containers:\n  - {name: c, image: b, volumeMounts: [${mounts}]}\n`;
    const all = questionOf({ profile: 'recommended', controls: ['host-system-mount'], all: false, views: false });
    const { findings } = await examine({ path: 'a.yaml', text }, { env: {}, load: () => undefined }, all);
    expect(findings.length).toBe(150_000);
  }, 60_000);
});

import { describe, expect, it } from 'vitest';
import type { ImageSecret } from '../../model/index.ts';
import { imageSecrets } from './control.ts';

const origin = { source: { path: 'archive:web.tar', text: '' }, start: 0, end: 0 };
const layer = { digest: 'sha256:0', bytes: 0, entries: 0 };
const judge = (...secrets: readonly ImageSecret[]) =>
  imageSecrets.judge({ origin, name: 'web', layers: [layer, layer], secrets, packages: [], files: [], vulnerabilities: [] });
const file = { layer: 1, digest: 'sha256:0', path: '/srv/key', line: 1 };

describe('image-secrets', () => {
  it('is held where there is none', () => {
    expect(judge()).toMatchObject([{ outcome: 'held', detail: 'its 2 layers and its configuration hold none' }]);
  });

  it.each<[string, ImageSecret, string, RegExp]>([
    ['a key', { what: 'a key', certainty: 'certain', at: file }, 'high', /^\/srv\/key:1 of layer 1 holds a key$/],
    ['an encrypted one', { what: 'a key', certainty: 'encrypted', at: file }, 'medium', /holds a key$/],
    ['a hash', { what: 'a hash', certainty: 'hash', at: file }, 'medium', /holds a hash$/],
    ['a sample', { what: 'a key', certainty: 'certain', at: { ...file, path: '/x/tests/key' } }, 'low', /perhaps only a sample/],
    [
      'one that a package brings',
      { what: 'a key', certainty: 'certain', at: { ...file, owner: 'libgnutls30' } },
      'low',
      /the package libgnutls30 brings a file of this name/,
    ],
    ['a usual password', { what: 'a password', certainty: 'weak', at: { where: 'environment', name: 'P' } }, 'medium', /under the name P$/],
  ])('%s', (_, secret, severity, detail) => {
    expect(judge(secret)).toMatchObject([{ outcome: 'broken', severity, detail: expect.stringMatching(detail) }]);
  });

  it.each([
    ['COPY key /srv/', /\.dockerignore/],
    ['RUN make-key', /^RUN --mount=type=secret,id=NAME,target=PATH/],
    [undefined, /--mount=type=secret/],
  ])('says how to build without it: %s', (instruction, step) => {
    const at = instruction === undefined ? file : { ...file, instruction };
    expect(judge({ what: 'a key', certainty: 'certain', at })[0]?.steps?.[0]).toMatch(step);
  });
});

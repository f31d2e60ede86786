import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { challengeOf } from './challenge.ts';
import { loginOfHelper, loginsIn } from './logins.ts';
import { placeOf } from './place.ts';

const hex = 'a'.repeat(64);

describe('where an image is kept', () => {
  it.each([
    ['nginx', 'https://registry-1.docker.io', 'library/nginx', 'latest'],
    ['nginx:1.27', 'https://registry-1.docker.io', 'library/nginx', '1.27'],
    ['acme/web:1', 'https://registry-1.docker.io', 'acme/web', '1'],
    ['docker.io/nginx:1', 'https://registry-1.docker.io', 'library/nginx', '1'],
    ['index.docker.io/acme/web', 'https://registry-1.docker.io', 'acme/web', 'latest'],
    ['ghcr.io/acme/web:1', 'https://ghcr.io', 'acme/web', '1'],
    ['registry:5000/web:1', 'https://registry:5000', 'web', '1'],
    ['localhost/web', 'http://localhost', 'web', 'latest'],
    ['127.0.0.1:5000/a/b/c:x', 'http://127.0.0.1:5000', 'a/b/c', 'x'],
    ['[::1]:5000/a:x', 'http://[::1]:5000', 'a', 'x'],
    [`ghcr.io/a/b:1@sha256:${hex}`, 'https://ghcr.io', 'a/b', `sha256:${hex}`],
  ])('%s', (text, origin, repository, reference) => {
    expect(placeOf(text)).toMatchObject({ origin, repository, reference });
  });

  it.each([
    '',
    'A',
    'a b',
    '../../v2/_catalog:x',
    'host.example/../x',
    'user:pass@host.example/x:1',
    'host.example/x?y=1',
    'host.example/x#y',
    'host.example/%2e%2e/x',
    'host.example:99999999/x',
    'host.example/x:a/b',
    `x@sha256:${'z'.repeat(64)}`,
    'x@md5:abc',
    'x\r\nHost: other/y',
    'a'.repeat(600),
  ])('nowhere: %j', (text) => {
    expect(() => placeOf(text)).toThrow('it is no reference of an image');
  });

  it('is always below /v2/ of the host that it names', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab./:@-_%?#[]\\ ') }), (text) => {
        try {
          const { origin, repository, reference } = placeOf(text);
          const url = new URL(`${origin}/v2/${repository}/manifests/${reference}`);
          expect([url.origin, url.pathname]).toEqual([new URL(origin).origin, `/v2/${repository}/manifests/${reference}`]);
        } catch (error) {
          expect(String(error)).toContain('no reference of an image');
        }
      }),
    );
  });
});

describe('what a registry asks for', () => {
  it.each<[string | undefined, unknown]>([
    [
      'Bearer realm="https://auth.example/token",service="x",scope="repository:a:pull"',
      { scheme: 'bearer', realm: 'https://auth.example/token', service: 'x' },
    ],
    ['bearer REALM="https://a.example/"', { scheme: 'bearer', realm: 'https://a.example/' }],
    ['Basic realm="x"', { scheme: 'basic' }],
    ['Negotiate, Basic realm="x"', { scheme: 'basic' }],
    ['Bearer scope="x"', undefined],
    ['Digest realm="x"', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s', (header, expected) => {
    expect(challengeOf(header)).toEqual(expected);
  });
});

describe('the logins of a config.json', () => {
  const config = JSON.stringify({
    auths: {
      'https://index.docker.io/v1/': { auth: 'aHVi' },
      'ghcr.io': { auth: 'Z2hjcg==' },
      'http://127.0.0.1:5000/v2/': { username: 'me', password: 'pässword' },
      'token.example': { auth: 'eA==', identitytoken: 'x' },
      'spaces.example': { auth: 'd2hvbGU=' },
      'spaces.example/team': { auth: 'dGVhbQ==' },
      'spaces.example/team/web': { auth: 'd2Vi' },
      'empty.example': {},
      'bad.example': { auth: 'line\nbreak' },
    },
    credHelpers: { 'gcr.io': 'gcloud', 'evil.example': '../../bin/sh' },
    credsStore: 'desktop',
  });
  const password = (basic: string) => ({ kind: 'password', basic, from: 'config.json' });
  const desktop = (server: string) => ({ kind: 'helper', program: 'docker-credential-desktop', server });

  it.each<[string, unknown]>([
    ['docker.io/library/web', password('aHVi')],
    ['ghcr.io/a/b', password('Z2hjcg==')],
    ['127.0.0.1:5000/web', password(Buffer.from('me:pässword').toString('base64'))],
    ['token.example/web', { kind: 'token', token: 'x', from: 'config.json' }],
    ['spaces.example/other', password('d2hvbGU=')],
    ['spaces.example/team/db', password('dGVhbQ==')],
    ['spaces.example/team/web', password('d2Vi')],
    ['spaces.example/team/web/more', password('d2Vi')],
    ['spaces.example/teams', password('d2hvbGU=')],
    ['empty.example/web', desktop('empty.example')],
    ['bad.example/web', desktop('bad.example')],
    ['gcr.io/a', { kind: 'helper', program: 'docker-credential-gcloud', server: 'gcr.io' }],
    ['evil.example/web', { kind: 'none', because: 'the program that keeps it has no proper name' }],
    ['sub.ghcr.io/web', desktop('sub.ghcr.io')],
    ['__proto__/web', desktop('__proto__')],
  ])('for %s', (name, expected) => {
    const slash = name.indexOf('/');
    expect(loginsIn(config, 'config.json')?.(name.slice(0, slash), name.slice(slash + 1))).toEqual(expected);
  });

  it('nobody, where no program keeps logins', () => {
    expect(loginsIn('{"auths": {"a.example": {"auth": "eA=="}}}', 'x')?.('b.example', 'web')).toBeUndefined();
  });

  it.each(['', 'null', '[]', '{"auths": 7, "credHelpers": []}', '{"auths": {"a": null}}'])('never throws: %s', (text) => {
    expect(loginsIn(text, 'x')?.('a', 'b')).toBeUndefined();
  });

  it.each<[string, unknown]>([
    ['{"ServerURL": "x", "Username": "me", "Secret": "s"}', { kind: 'password', basic: 'bWU6cw==', from: 'p' }],
    ['{"Username": "<token>", "Secret": "s"}', { kind: 'token', token: 's', from: 'p' }],
    ['credentials not found in native keychain\n', undefined],
    ['{"Username": "me"}', { kind: 'none', because: 'p gives none' }],
    ['', { kind: 'none', because: 'p gives none' }],
  ])('a helper prints %j', (printed, expected) => {
    expect(loginOfHelper('p', printed)).toEqual(expected);
  });
});

import { describe, expect, it } from 'vitest';
import { readManifest } from '../../../test/support/kubernetes.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const object = (kind: string, rest: string): string => `apiVersion: v1\nkind: ${kind}\nmetadata: {name: web}\n${rest}`;

const given = (text: string) => {
  const { objects = [], containers, problems } = readManifest(text);
  expect({ containers, problems }).toEqual({ containers: [], problems: [] });
  return objects.flatMap(({ kind, name, givesAway = [] }) => {
    expect({ kind, name: name.replace(/.*\//, '') }).toEqual({ kind: 'object', name: 'web' });
    return givesAway.map(({ key, what, certainty, setting }) => [key, what, certainty, ...(setting === undefined ? [] : [setting])]);
  });
};

const rsa = '-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\n';
const registry = JSON.stringify({ auths: { 'https://index.docker.io/v1/': { auth: base64('me:K4ngaroo') } } });

describe('gives away', () => {
  it.each<[string, string, unknown[]]>([
    ['a key of a ConfigMap', object('ConfigMap', 'data: {DB_PASSWORD: K4ngaroo, A: b}'), ['DB_PASSWORD', 'a password', 'literal']],
    ['a weak one', object('ConfigMap', 'data: {DB_PASSWORD: postgres}'), ['DB_PASSWORD', 'a password', 'weak']],
    ['a number', object('ConfigMap', 'data: {DB_PASSWORD: 58213347}'), ['DB_PASSWORD', 'a password', 'weak']],
    [
      'a file of a ConfigMap',
      object('ConfigMap', 'data:\n  app.ini: |\n    [db]\n    password = K4ngaroo\n'),
      ['app.ini', 'a password', 'literal', 'password'],
    ],
    ['stringData', object('Secret', 'stringData: {password: K4ngaroo}'), ['password', 'a password', 'literal']],
    ['data', object('Secret', `data: {password: ${base64('K4ngaroo')}}`), ['password', 'a password', 'literal']],
    [
      'data with a line break at its end',
      object('Secret', `data: {password: ${base64('K4ngaroo\n')}}`),
      ['password', 'a password', 'literal'],
    ],
    ['a random word of a Secret', object('Secret', 'stringData: {x: q9Zt4LwXv2Bn8Rk1Ys6Dm3Fh}'), ['x', 'a secret', 'literal']],
    ['a private key', object('Secret', `type: kubernetes.io/tls\ndata: {tls.key: ${base64(rsa)}}`), ['tls.key', 'a private key', 'token']],
    [
      'the credentials of a registry',
      object('Secret', `data: {.dockerconfigjson: ${base64(registry)}}`),
      ['.dockerconfigjson', 'the credentials of a registry', 'literal'],
    ],
    [
      'a Secret in a list',
      `apiVersion: v1\nkind: List\nitems:\n- ${object('Secret', 'stringData: {password: K4ngaroo}').replaceAll('\n', '\n  ')}`,
      ['password', 'a password', 'literal'],
    ],
  ])('%s', (_, text, expected) => expect(given(text)).toEqual([expected]));
});

describe('gives nothing away', () => {
  it.each([
    ['a ConfigMap of settings', object('ConfigMap', 'data: {LOG_LEVEL: info, PASSWORD_FILE: /run/secrets/db}')],
    ['a random word of a ConfigMap', object('ConfigMap', 'data: {x: q9Zt4LwXv2Bn8Rk1Ys6Dm3Fh}')],
    ['a reference', object('Secret', 'stringData: {password: "${DB_PASSWORD}"}')],
    ['a template', object('Secret', 'stringData:\n  password: "{{ .Values.password }}"')],
    ['a placeholder', object('Secret', `data: {password: ${base64('CHANGE_ME')}}`)],
    ['another placeholder', object('Secret', 'stringData: {password: <your password>, token: your-token-here}')],
    ['nothing', object('Secret', 'stringData: {password: ""}\ndata: {token: }')],
    ['a user name', object('Secret', `data: {username: ${base64('admin')}}`)],
    ['a certificate', object('Secret', `data: {tls.crt: ${base64('-----BEGIN CERTIFICATE-----\nMIIE\n')}}`)],
    ['what is no base64', object('Secret', 'data: {password: "%%%"}')],
    ['bytes that are no text', object('Secret', `data: {store.p12: ${Buffer.from([0xff, 0xfe, 0x80]).toString('base64')}}`)],
    ['what SOPS has encrypted', object('Secret', 'stringData: {password: K4ngaroo}\nsops: {version: 3.9.0}')],
    [
      'a SealedSecret',
      `apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {name: web}\nspec: {encryptedData: {password: AgBy3i4OJSWK+PiTySYZZA9rO43cGDEq}}`,
    ],
    ['a Secret of another API', `apiVersion: example.com/v1\nkind: Secret\nmetadata: {name: web}\ndata: {password: K4ngaroo}`],
    ['binaryData', object('ConfigMap', `binaryData: {password: ${base64('K4ngaroo')}}`)],
  ])('%s', (_, text) => expect(given(text)).toEqual([]));
});

it('points to the key, and keeps no value', () => {
  const text = object('ConfigMap', 'data: {A: b, DB_PASSWORD: K4ngaroo}');
  const [one] = readManifest(text).objects ?? [];
  const [first] = one?.givesAway ?? [];
  expect(first && text.slice(first.origin.start, first.origin.end)).toBe('DB_PASSWORD');
  expect(JSON.stringify({ ...first, origin: 0 })).not.toContain('K4ngaroo');
});

it('looks at a bounded number of objects, and says so', () => {
  const many = Array.from({ length: 1002 }, () => object('ConfigMap', 'data: {DB_PASSWORD: K4ngaroo}')).join('\n---\n');
  const { objects = [], problems } = readManifest(many);
  expect(objects.length).toBe(1000);
  expect(problems).toMatchObject([{ message: expect.stringMatching(/only the first 1000 of its 1002/) }]);
});

import { describe, expect, it } from 'vitest';
import { at, container, table } from '../../../test/support/table.ts';
import { byDefault, type EnvVar, type Origin, unknown, written } from '../../model/index.ts';
import { secretInEnvironment } from './control.ts';

/** As it stands in a file, and the value that it comes to. */
function variable(raw: string, value: string, name = 'DB_PASSWORD'): EnvVar {
  const origin: Origin = { source: { path: 'test.yaml', text: raw }, start: 0, end: raw.length };
  return { name, origin, value: written(value, origin) };
}
const plain = (name: string, value: string): EnvVar => variable(`${name}=${value}`, value, name);
const env = (...variables: EnvVar[]) => ({ process: { env: variables } });
const token = `ghp_${'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hJ6'}`;

table(secretInEnvironment, [
  ['no variables', {}, 'held'],
  ['a password', env(plain('POSTGRES_PASSWORD', 'K4ngaroo')), 'broken', /^POSTGRES_PASSWORD holds a password in plain text$/],
  ['a placeholder that works', env(plain('POSTGRES_PASSWORD', 'changeme')), 'broken', /weak/],
  ['a token under a plain name', env(plain('REMOTE', token)), 'broken', /REMOTE holds a token of GitHub/],
  ['a password in an address', env(plain('DATABASE_URL', 'postgres://app:K4ngaroo@db/app')), 'broken', /password in the address/],
  ['a file', env(plain('POSTGRES_PASSWORD_FILE', '/run/secrets/db')), 'held'],
  ['empty', env(plain('POSTGRES_PASSWORD', '')), 'held'],
  ['a number about passwords', env(plain('PASSWORD_MIN_LENGTH', '12')), 'held'],
  ['from a Secret', env({ name: 'DB_PASSWORD', origin: at('').origin, from: 'secret' }), 'held'],
  ["from the caller's environment", env({ name: 'DB_PASSWORD', origin: at('').origin, from: 'caller' }), 'held'],
  ['a reference without a value', env({ ...plain('DB_PASSWORD', ''), value: unknown('${DB_PASSWORD} is not set') }), 'held'],
  ['a reference that .env resolves', env(variable('DB_PASSWORD: ${DB_PASSWORD}', 'K4ngaroo')), 'held'],
  ['a fallback that is in force', env(variable('DB_PASSWORD: ${DB_PASSWORD:-K4ngaroo}', 'K4ngaroo')), 'broken', /falls back to a password/],
  ['a fallback that .env overrides', env(variable('DB_PASSWORD: ${DB_PASSWORD:-K4ngaroo}', 'other')), 'held'],
  ['a default of the engine', env({ ...plain('DB_PASSWORD', 'K4ngaroo'), value: byDefault('K4ngaroo', 'somebody') }), 'broken'],
  ['Windows', { os: at('windows'), ...env(plain('POSTGRES_PASSWORD', 'K4ngaroo')) }, 'broken'],
]);

describe('secret-in-environment', () => {
  const ofImage = plain('API_TOKEN', 'c29tZXRoaW5n');
  const image = container({ kind: 'image', surface: 'containerfile', process: { env: [ofImage] } });

  it('leaves the variables of an image to the image', () => {
    expect(secretInEnvironment.judge(image)).toMatchObject([{ outcome: 'broken' }]);
    expect(secretInEnvironment.judge(container({ image: { built: image }, process: { env: [ofImage] } }))).toMatchObject({
      outcome: 'held',
    });
  });

  it('leaves a file beside the command alone', () => {
    expect(secretInEnvironment.judge(container({ surface: 'run-command', ...env(plain('DB_PASSWORD', 'K4ngaroo')) }))).toMatchObject({
      outcome: 'held',
    });
  });

  it.each([
    ['K4ngaroo', 'medium'],
    ['changeme', 'medium'],
    [token, 'high'],
  ])('%s: %s', (value, severity) => {
    expect(secretInEnvironment.judge(container(env(plain('DB_PASSWORD', value))))).toMatchObject([{ severity }]);
  });

  it('asks for a file only where the image reads one', () => {
    const asked = (reference: string, variable: EnvVar) =>
      secretInEnvironment.harden(container({ image: { reference: at(reference) }, ...env(variable) }));
    const password = plain('POSTGRES_PASSWORD', 'K4ngaroo');
    const name = 'POSTGRES_PASSWORD';
    expect(asked('postgres:17', password)).toEqual([
      { set: 'process.env.secret', to: { name, file: { variable: 'POSTGRES_PASSWORD_FILE', gid: 999 } } },
    ]);
    expect(asked('example.com/postgres:17', password)).toEqual([{ set: 'process.env.secret', to: { name } }]);
    expect(asked('redis:8', plain('REDIS_PASSWORD', 'K4ngaroo'))).toEqual([{ set: 'process.env.secret', to: { name: 'REDIS_PASSWORD' } }]);
  });

  it('never says the value', () => {
    const verdicts = secretInEnvironment.judge(container(env(plain('DB_PASSWORD', 'K4ngaroo'), plain('X', token))));
    const said = [verdicts].flat().map((verdict) => ('detail' in verdict ? verdict.detail : ''));
    expect(said.join()).not.toMatch(/K4ngaroo|ghp_/);
  });
});

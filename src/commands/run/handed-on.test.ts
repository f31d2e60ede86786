import { expect, it } from 'vitest';
import type { SecretRequest } from '../../secrets/index.ts';
import { handedOn, withoutSecrets } from './handed-on.ts';

const fromEnv: SecretRequest = { name: 'db', from: { kind: 'env', variable: 'MY_PW' } };
const fromVault: SecretRequest = { name: 'db', from: { kind: 'vault', mount: 'm', path: ['p'], key: 'k' } };
const own = { PATH: '/bin', MY_PW: 'K4ngaroo', VAULT_TOKEN: 't', VAULT_ADDR: 'a' };

it.each<[string, readonly string[], readonly SecretRequest[], object]>([
  ['nothing to hide', ['run', '--env=GREETING=hello', 'x'], [], { words: ['run', '--env=GREETING=hello', 'x'], env: own }],
  [
    'a secret is no argument',
    ['run', '--env=DB_PASSWORD=hunter2x', 'x', '--env=DB_PASSWORD=hunter2x'],
    [],
    { words: ['run', '--env=DB_PASSWORD', 'x', '--env=DB_PASSWORD=hunter2x'], env: { ...own, DB_PASSWORD: 'hunter2x' } },
  ],
  [
    'unless the engine would listen to it',
    ['run', '--env=DOCKER_PASSWORD=hunter2x', 'x'],
    [],
    { words: ['run', '--env=DOCKER_PASSWORD=hunter2x', 'x'], env: own },
  ],
  ['the source of a secret stays here', ['run', 'x'], [fromEnv], { env: { PATH: '/bin', VAULT_TOKEN: 't', VAULT_ADDR: 'a' } }],
  ['but where it is asked for', ['run', '--env=MY_PW', 'x'], [fromEnv], { env: own }],
  ['and who asks Vault', ['run', 'x'], [fromVault], { env: { PATH: '/bin', MY_PW: 'K4ngaroo', VAULT_ADDR: 'a' } }],
])('%s', (_, words, requests, expected) => expect(handedOn(words, own, requests)).toMatchObject(expected));

it('what is hidden is not there', () => {
  expect(handedOn(['run', 'x'], own, [fromEnv]).env).not.toHaveProperty('MY_PW');
  expect(handedOn(['run', 'x'], own, [fromVault]).env).not.toHaveProperty('VAULT_TOKEN');
});

it('is printed by its name, and what the program is told as it is', () => {
  const secret = '--env=DB_PASSWORD=hunter2x';
  expect(withoutSecrets(['run', secret, '--env=A=b', 'x', secret])).toEqual(['run', '--env=DB_PASSWORD', '--env=A=b', 'x', secret]);
});

import { describe, expect, it } from 'vitest';
import {
  type Clock,
  type Credentials,
  keepAlive,
  login,
  placeOf,
  readVault,
  secretRequest,
  type VaultDoor,
  vaultSettings,
} from './index.ts';

describe('what a secret is asked of', () => {
  it.each<[string, unknown]>([
    ['db=file:/etc/key', { name: 'db', from: { kind: 'file', path: '/etc/key' } }],
    ['db=file:a=b:c', { name: 'db', from: { kind: 'file', path: 'a=b:c' } }],
    ['tls.key=env:TLS_KEY', { name: 'tls.key', from: { kind: 'env', variable: 'TLS_KEY' } }],
    ['db=vault:secret/app/db#password', { name: 'db', from: { kind: 'vault', mount: 'secret', path: ['app', 'db'], key: 'password' } }],
    ['db=vault:team%2Fkv/db#a#b', { name: 'db', from: { kind: 'vault', mount: 'team/kv', path: ['db#a'], key: 'b' } }],
  ])('%s', (text, expected) => expect(secretRequest(text)).toEqual(expected));

  it.each([
    ['db', /NAME=file:PATH/],
    ['db,type=env', /NAME=file:PATH/],
    ['../x=file:/a', /no file name/],
    ['=file:/a', /no file name/],
    ['a/b=file:/a', /no file name/],
    ['db=file:', /nothing stands behind file:/],
    ['db=env:A B', /no name of a variable/],
    ['db=http:x', /no source of secrets/],
    ['db=vault:secret#x', /MOUNT\/PATH#KEY/],
    ['db=vault:secret/a', /MOUNT\/PATH#KEY/],
    ['db=vault:secret/../sys#x', /MOUNT\/PATH#KEY/],
    ['db=vault:secret/a#', /MOUNT\/PATH#KEY/],
  ])('%s is refused', (text, because) => expect(secretRequest(text)).toEqual({ because: expect.stringMatching(because) }));

  it('lies below /run/secrets', () => expect(placeOf({ name: 'db', from: { kind: 'env', variable: 'X' } })).toBe('/run/secrets/db'));
});

describe('where the server is and who asks', () => {
  const files: Record<string, string> = { '/home/.vault-token': 'from-home\n', '/secret-id': 'from-file\n', '/jwt': 'j.w.t' };
  const settings = (env: Record<string, string>, home = '/nobody') =>
    vaultSettings({ VAULT_ADDR: 'https://v:8200', ...env }, home, (path) => files[path]);

  it.each<[Record<string, string>, Partial<Credentials>]>([
    [{ VAULT_TOKEN: 't' }, { kind: 'token', token: 't' }],
    [
      { BAO_TOKEN: 'b', VAULT_TOKEN: 't' },
      { kind: 'token', token: 'b' },
    ],
    [
      { VAULT_ROLE_ID: 'r', VAULT_SECRET_ID: 's' },
      { kind: 'approle', path: 'approle', roleId: 'r', secretId: 's' },
    ],
    [
      { VAULT_ROLE_ID: 'r', VAULT_SECRET_ID_FILE: '/secret-id', VAULT_APPROLE_PATH: 'ci' },
      { path: 'ci', secretId: 'from-file' } as Partial<Credentials>,
    ],
    [
      { VAULT_K8S_ROLE: 'web', VAULT_K8S_TOKEN_FILE: '/jwt' },
      { kind: 'kubernetes', path: 'kubernetes', role: 'web', jwt: 'j.w.t' },
    ],
  ])('%j', (env, expected) => expect(settings(env).credentials).toMatchObject(expected));

  it('the token that the client keeps', () => expect(settings({}, '/home').credentials).toEqual({ kind: 'token', token: 'from-home' }));

  it.each<[Record<string, string>, RegExp]>([
    [{}, /nothing says who asks/],
    [{ VAULT_ADDR: '', VAULT_TOKEN: 't' }, /does not say where that is/],
    [{ VAULT_ADDR: 'v:8200', VAULT_TOKEN: 't' }, /not https/],
    [{ VAULT_ADDR: '::', VAULT_TOKEN: 't' }, /no address/],
    [{ VAULT_ADDR: 'http://vault:8200', VAULT_TOKEN: 't' }, /plain sight/],
    [{ VAULT_ROLE_ID: 'r' }, /gives its secret/],
    [{ VAULT_K8S_ROLE: 'r' }, /no token of a service account/],
  ])('%j is not enough', (env, message) => expect(() => settings(env)).toThrow(message));

  it('this machine may be asked without TLS', () =>
    expect(settings({ VAULT_ADDR: 'http://127.0.0.1:8200', VAULT_TOKEN: 't' }).address.port).toBe('8200'));
});

/** Answers by method and path; what was asked is kept. */
function server(answers: Record<string, { status?: number; body?: unknown; text?: string }>): { door: VaultDoor; asked: string[] } {
  const asked: string[] = [];
  const door: VaultDoor = async ({ method, path, token, body }) => {
    asked.push(`${method} ${path} ${token ?? '-'}${body === undefined ? '' : ` ${JSON.stringify(body)}`}`);
    const { status = 200, body: answer = {}, text } = answers[`${method} ${path}`] ?? { status: 404 };
    return { status, text: text ?? JSON.stringify(answer) };
  };
  return { door, asked };
}

describe('login', () => {
  const auth = { body: { auth: { client_token: 'new', lease_duration: 60, renewable: true } } };

  it.each<[Credentials, string, object]>([
    [{ kind: 'approle', path: 'approle', roleId: 'r', secretId: 's' }, 'POST auth/approle/login', { role_id: 'r', secret_id: 's' }],
    [{ kind: 'kubernetes', path: 'k8s/prod', role: 'web', jwt: 'j' }, 'POST auth/k8s/prod/login', { role: 'web', jwt: 'j' }],
  ])('%j', async (credentials, question, body) => {
    const { door, asked } = server({ [question]: auth });
    expect(await login(door, credentials)).toEqual({ token: 'new', ttl: 60, renewable: true, ours: true });
    expect(asked).toEqual([`${question} - ${JSON.stringify(body)}`]);
  });

  it('a token is looked up, for its time', async () => {
    const { door } = server({ 'GET auth/token/lookup-self': { body: { data: { ttl: 30, renewable: false } } } });
    expect(await login(door, { kind: 'token', token: 't' })).toEqual({ token: 't', ttl: 30, renewable: false, ours: false });
  });

  it.each<[string, { status?: number; body?: unknown; text?: string }, RegExp]>([
    ['refused', { status: 403, text: '{"errors":["bad token K4ngaroo99"]}' }, /answers 403, permission denied/],
    ['elsewhere', { status: 307 }, /points to another one \(307\), which is not followed/],
    ['no JSON', { text: '<html>' }, /the answer is no JSON/],
    ['no token', { body: { auth: {} } }, /the answer has no token/],
    ['sealed', { status: 503 }, /it is sealed/],
  ])('%s', async (_name, answer, message) => {
    const failing = login(server({ 'POST auth/approle/login': answer }).door, {
      kind: 'approle',
      path: 'approle',
      roleId: 'r',
      secretId: 'K4ngaroo99',
    });
    await expect(failing).rejects.toThrow(message);
    await expect(failing).rejects.not.toThrow(/K4ngaroo99/);
  });
});

describe('reading', () => {
  const source = { kind: 'vault', mount: 'team/kv', path: ['a b', 'c'], key: 'password' } as const;
  const read = (answer: { status?: number; body?: unknown }) =>
    readVault(server({ 'GET team/kv/data/a%20b/c': answer }).door, { token: 't' }, source);

  it('one key of version 2', async () => expect(await read({ body: { data: { data: { password: 'x' } } } })).toEqual({ value: 'x' }));
  it('what is no text is JSON', async () =>
    expect(await read({ body: { data: { data: { password: { a: 1 } } } } })).toEqual({ value: '{"a":1}' }));
  it('with a lease', async () => {
    const body = { lease_id: 'l', lease_duration: 9, renewable: true, data: { data: { password: 'x' } } };
    expect(await read({ body })).toEqual({ value: 'x', lease: { id: 'l', ttl: 9 } });
  });
  it('no such key, and no other one is named', async () =>
    expect(read({ body: { data: { data: { other: 'K4ngaroo99' } } } })).rejects.toThrow(
      /^reading team\/kv\/a b\/c: it has no key password$/,
    ));
  it('no such path', async () => expect(read({ status: 404 })).rejects.toThrow(/key-value engine of version 2/));
});

describe('keeping alive', () => {
  /** Time that passes by hand. */
  function hands(): { clock: Clock; waits: number[]; pass(): Promise<void> } {
    const open: (() => void)[] = [];
    const waits: number[] = [];
    const clock: Clock = {
      after(seconds, call) {
        waits.push(seconds);
        open.push(call);
        return () => void open.splice(open.indexOf(call), 1);
      },
    };
    const pass = async (): Promise<void> => {
      for (const call of open.splice(0)) call();
      await new Promise((resolve) => setTimeout(resolve, 5));
    };
    return { clock, waits, pass };
  }
  const session = { token: 't', ttl: 30, renewable: true, ours: true };

  it('renews the token and the leases at two thirds, and ends its own token', async () => {
    const { door, asked } = server({
      'POST auth/token/renew-self': { body: { auth: { lease_duration: 60 } } },
      'POST sys/leases/renew': { body: { lease_duration: 12 } },
      'POST auth/token/revoke-self': { status: 204 },
    });
    const { clock, waits, pass } = hands();
    const end = keepAlive(door, session, [{ id: 'l', ttl: 9 }], clock, (line) => expect.unreachable(line));
    expect(waits).toEqual([20, 6]);
    await pass();
    expect(waits).toEqual([20, 6, 40, 8]);
    await end();
    await pass();
    expect(asked).toEqual([
      'POST auth/token/renew-self t {}',
      'POST sys/leases/renew t {"lease_id":"l","increment":9}',
      'POST auth/token/revoke-self t',
    ]);
  });

  it('tries again until the time is over, and says so once', async () => {
    const { door, asked } = server({ 'POST auth/token/renew-self': { status: 403 } });
    const { clock, pass } = hands();
    const lines: string[] = [];
    keepAlive(door, { ...session, ours: false }, [], clock, (line) => void lines.push(line));
    for (let times = 0; times < 12; times++) await pass();
    expect(asked.length).toBeGreaterThan(2);
    expect(lines).toEqual([expect.stringMatching(/^renewing the token: the server answers 403.*; it ends now$/)]);
  });

  it("somebody else's token that does not end is left alone", async () => {
    const { door, asked } = server({});
    const { clock, waits } = hands();
    await keepAlive(door, { token: 't', ttl: 0, renewable: false, ours: false }, [], clock, () => {})();
    expect([waits, asked]).toEqual([[], []]);
  });
});

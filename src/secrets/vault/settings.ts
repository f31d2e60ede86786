import { Unreadable } from '../../model/index.ts';
import type { Credentials } from './login.ts';

export interface VaultSettings {
  readonly address: URL;
  readonly namespace?: string;
  /** A file with the certificates that are believed. */
  readonly authority?: string;
  readonly credentials: Credentials;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Where a pod finds the token of its service account. */
const podToken = '/var/run/secrets/kubernetes.io/serviceaccount/token';

/**
 * Where the server is and who asks, in the variables of its own clients (BAO_… before VAULT_…). `read`: the text of a file, undefined where there is none.
 * Throws Unreadable, fit to print, where something is missing.
 */
export function vaultSettings(env: Environment, home: string, read: (path: string) => string | undefined): VaultSettings {
  const get = (name: string): string | undefined => env[`BAO_${name}`] || env[`VAULT_${name}`] || undefined;
  const address = addressOf(get('ADDR'));
  const [namespace, authority] = [get('NAMESPACE'), get('CACERT')];
  return {
    address,
    ...(namespace === undefined ? {} : { namespace }),
    ...(authority === undefined ? {} : { authority }),
    credentials: credentialsOf(get, home, read),
  };
}

function addressOf(text: string | undefined): URL {
  if (text === undefined) throw new Unreadable('a secret comes from Vault, and VAULT_ADDR (or BAO_ADDR) does not say where that is');
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new Unreadable('VAULT_ADDR is no address: https://HOST:PORT is one');
  }
  const loopback = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback))
    throw new Unreadable('VAULT_ADDR is not https: the token and the secret would go over the network in plain sight');
  return url;
}

function credentialsOf(get: (name: string) => string | undefined, home: string, read: (path: string) => string | undefined): Credentials {
  const token =
    get('TOKEN') ?? (get('ROLE_ID') === undefined && get('K8S_ROLE') === undefined ? trimmed(read(`${home}/.vault-token`)) : undefined);
  if (token !== undefined) return { kind: 'token', token };
  const [roleId, role] = [get('ROLE_ID'), get('K8S_ROLE')];
  if (roleId !== undefined) {
    const file = get('SECRET_ID_FILE');
    const secretId = get('SECRET_ID') ?? (file === undefined ? undefined : trimmed(read(file)));
    if (secretId === undefined)
      throw new Unreadable('VAULT_ROLE_ID is set, and neither VAULT_SECRET_ID nor VAULT_SECRET_ID_FILE gives its secret');
    return { kind: 'approle', path: get('APPROLE_PATH') ?? 'approle', roleId, secretId };
  }
  if (role !== undefined) {
    const file = get('K8S_TOKEN_FILE') ?? podToken;
    const jwt = trimmed(read(file));
    if (jwt === undefined) throw new Unreadable(`VAULT_K8S_ROLE is set, and there is no token of a service account in ${file}`);
    return { kind: 'kubernetes', path: get('K8S_PATH') ?? 'kubernetes', role, jwt };
  }
  throw new Unreadable(
    'a secret comes from Vault, and nothing says who asks: set VAULT_TOKEN, VAULT_ROLE_ID and VAULT_SECRET_ID, or VAULT_K8S_ROLE',
  );
}

const trimmed = (text: string | undefined): string | undefined => text?.trim() || undefined;

import { Unreadable } from '../../model/index.ts';
import { objectOf, textOf } from '../../text/json/loose.ts';
import { ask, secondsOf, type VaultDoor } from './door.ts';

/** How somebody shows who he is. `path`: where the method is mounted. */
export type Credentials =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'approle'; readonly path: string; readonly roleId: string; readonly secretId: string }
  | { readonly kind: 'kubernetes'; readonly path: string; readonly role: string; readonly jwt: string };

export interface Session {
  readonly token: string;
  /** Seconds until the token ends; 0: it does not end. */
  readonly ttl: number;
  readonly renewable: boolean;
  /** We made it by a login, and so end it. */
  readonly ours: boolean;
}

const words = { approle: 'login by AppRole', kubernetes: 'login by Kubernetes' } as const;

/** A token, by a login where none is given. Sources: Vault 1.19 and OpenBao 2.2 API documentation, auth/{token,approle,kubernetes}. */
export async function login(door: VaultDoor, credentials: Credentials): Promise<Session> {
  if (credentials.kind === 'token') {
    const { token } = credentials;
    const data = objectOf((await ask(door, { method: 'GET', path: 'auth/token/lookup-self', token }, 'looking up the token')).data);
    return { token, ttl: secondsOf(data.ttl), renewable: data.renewable === true, ours: false };
  }
  const body =
    credentials.kind === 'approle'
      ? { role_id: credentials.roleId, secret_id: credentials.secretId }
      : { role: credentials.role, jwt: credentials.jwt };
  const what = words[credentials.kind];
  const answer = await ask(door, { method: 'POST', path: `auth/${encoded(credentials.path)}/login`, body }, what);
  const auth = objectOf(answer.auth);
  const token = textOf(auth.client_token);
  if (token === undefined) throw new Unreadable(`${what}: the answer has no token`);
  return { token, ttl: secondsOf(auth.lease_duration), renewable: auth.renewable === true, ours: true };
}

export const encoded = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

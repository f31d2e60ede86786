import { Unreadable } from '../../model/index.ts';
import { objectOf, textOf } from '../../text/json/loose.ts';
import type { VaultSource } from '../request.ts';
import { ask, secondsOf, type VaultDoor } from './door.ts';
import { encoded, type Session } from './login.ts';

/** What lasts for a time, and can be made to last longer. */
export interface Lease {
  /** Absent: the token itself. */
  readonly id?: string;
  /** Seconds. */
  readonly ttl: number;
}

export interface VaultSecret {
  readonly value: string;
  /** Key-value secrets have none; other engines answer the same question with one. */
  readonly lease?: Lease;
}

/** Source: Vault 1.19 API documentation, secret/kv/kv-v2 "Read secret version". */
export async function readVault(
  door: VaultDoor,
  { token }: Pick<Session, 'token'>,
  { mount, path, key }: VaultSource,
): Promise<VaultSecret> {
  const what = `reading ${mount}/${path.join('/')}`;
  const answer = await ask(door, { method: 'GET', path: `${encoded(mount)}/data/${path.map(encodeURIComponent).join('/')}`, token }, what);
  const data = objectOf(objectOf(answer.data).data);
  if (!Object.hasOwn(data, key)) throw new Unreadable(`${what}: it has no key ${key}`);
  const value = data[key];
  const lease = textOf(answer.lease_id);
  const ttl = secondsOf(answer.lease_duration);
  return {
    value: typeof value === 'string' ? value : JSON.stringify(value),
    ...(lease === undefined || answer.renewable !== true || ttl === 0 ? {} : { lease: { id: lease, ttl } }),
  };
}

import { Unreadable } from '../../model/index.ts';
import { objectOf } from '../../text/json/loose.ts';
import { ask, secondsOf, type VaultDoor } from './door.ts';
import type { Session } from './login.ts';
import type { Lease } from './read.ts';

/** Time, as a test can hold it. */
export interface Clock {
  /** Calls once after so many seconds; what it answers takes that back. */
  after(seconds: number, call: () => void): () => void;
}

/**
 * Keeps the token and the leases alive: each is renewed when two thirds of its time are over; one that cannot be renewed is tried again until its time is
 * over, and then told once by `report`. What it answers ends that, and with it a token of ours.
 */
export function keepAlive(
  door: VaultDoor,
  session: Session,
  leases: readonly Lease[],
  clock: Clock,
  report: (line: string) => void,
): () => Promise<void> {
  const cancels = new Map<Lease, () => void>();
  let ended = false;
  const token: readonly Lease[] = session.renewable && session.ttl > 0 ? [{ ttl: session.ttl }] : [];
  for (const lease of [...token, ...leases]) plan(lease, lease.ttl, lease.ttl);
  return async () => {
    ended = true;
    for (const cancel of cancels.values()) cancel();
    if (session.ours)
      await ask(door, { method: 'POST', path: 'auth/token/revoke-self', token: session.token }, 'ending the token').catch(() => {});
  };

  /** `left`: seconds until it ends. */
  function plan(lease: Lease, left: number, ttl: number): void {
    if (ended) return;
    const wait = Math.max(1, (left * 2) / 3);
    cancels.set(
      lease,
      clock.after(wait, () => void renew(lease, left - wait, ttl)),
    );
  }

  async function renew(lease: Lease, left: number, ttl: number): Promise<void> {
    try {
      const now = await renewed(lease, ttl);
      if (now > 0) plan(lease, now, now);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      if (left > 2) plan(lease, left, ttl);
      else if (!ended) report(`${error.message}; it ends now`);
    }
  }

  /** Seconds that it lasts from now on. */
  async function renewed({ id }: Lease, ttl: number): Promise<number> {
    const { token: own } = session;
    if (id === undefined) {
      const answer = await ask(door, { method: 'POST', path: 'auth/token/renew-self', token: own, body: {} }, 'renewing the token');
      return secondsOf(objectOf(answer.auth).lease_duration);
    }
    const body = { lease_id: id, increment: ttl };
    return secondsOf((await ask(door, { method: 'POST', path: 'sys/leases/renew', token: own, body }, 'renewing a lease')).lease_duration);
  }
}

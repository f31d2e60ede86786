import { askServer } from '../../host/ask-server.ts';
import { caller } from '../../host/caller.ts';
import { lookAt, readText } from '../../host/read.ts';
import {
  type Clock,
  keepAlive,
  type Lease,
  login,
  readVault,
  type Session,
  type VaultDoor,
  type VaultSource,
  vaultSettings,
} from '../../secrets/index.ts';

/** A server that somebody is logged in to, for as long as the container runs. */
export interface OpenVault {
  read(source: VaultSource): Promise<string>;
  /** Keeps alive what was read; what it answers ends that. `alone`: nobody will be there to do it. */
  keep(report: (line: string) => void, alone: boolean): () => Promise<void>;
}

const clock: Clock = {
  after(seconds, call) {
    // Longer waits than this overflow a timer of Node's.
    const timer = setTimeout(call, Math.min(seconds * 1000, 2 ** 31 - 1));
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** Logs in as the environment says. Throws Unreadable, fit to print. */
export async function openVault(): Promise<OpenVault> {
  const { env, home } = caller();
  const settings = vaultSettings(env, home, (path) => (lookAt(path) === undefined ? undefined : readText(path)));
  const { address, namespace, authority } = settings;
  const door: VaultDoor = ({ method, path, token, body }) =>
    askServer({
      method,
      url: new URL(`${address.pathname.replace(/\/$/, '')}/v1/${path}`, address),
      headers: {
        'x-vault-request': 'true',
        ...(token === undefined ? {} : { 'x-vault-token': token }),
        ...(namespace === undefined ? {} : { 'x-vault-namespace': namespace }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(authority === undefined ? {} : { authority }),
    });
  const session: Session = await login(door, settings.credentials);
  const leases: Lease[] = [];
  return {
    async read(source) {
      const { value, lease } = await readVault(door, session, source);
      if (lease !== undefined) leases.push(lease);
      return value;
    },
    keep(report, alone) {
      if (!alone || leases.length === 0) return keepAlive(door, session, leases, clock, report);
      // A token that is ended takes its leases with it.
      report('the container is left alone (--detach): nobody renews the lease of its secret, which ends in its time');
      return async () => {};
    },
  };
}

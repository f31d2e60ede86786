import { byDefault, type Field, knownValue, type Namespace, type Namespaces } from '../model/index.ts';
import type { Context } from './context.ts';

/** Written namespaces stay as they are; the rest are the engine's. */
export function namespacesOf(context: Context): Namespaces {
  const { declared, engine, defaults } = context;
  const written = declared.linux.namespaces;
  const from = engine.kind === 'kubernetes' ? `${defaults.from} (the pod's own)` : defaults.from;
  return {
    ...written,
    pid: written.pid ?? byDefault({ mode: 'private' }, engine.kind === 'kubernetes' ? defaults.from : from),
    network: written.network ?? byDefault({ mode: 'private' }, from),
    ipc: written.ipc ?? byDefault({ mode: defaults.ipc }, from),
    mount: written.mount ?? byDefault({ mode: 'private' }, defaults.from),
    user: sharedUser(context) ?? written.user ?? userNamespace(context),
    time: written.time ?? byDefault({ mode: defaults.time }, defaults.from),
    ...(engine.kind === 'kubernetes' ? nodeNames(context) : ownNames(context)),
  };
}

/** uts and cgroup: both engines give each container its own; the cgroup namespace only where the host runs cgroup v2. */
function ownNames({ declared, defaults: { from } }: Context): Namespaces {
  const { uts, cgroup } = declared.linux.namespaces;
  return {
    uts: uts ?? byDefault({ mode: 'private' }, from),
    cgroup: cgroup ?? byDefault({ mode: 'private' }, `${from} on a host with cgroup v2`),
  };
}

/** A pod cannot ask for them, but the host's network brings the host's name with it (containerd podsandbox/sandbox_run_linux.go). */
function nodeNames({ declared }: Context): Namespaces {
  const { uts, network } = declared.linux.namespaces;
  if (uts !== undefined || network === undefined || knownValue(network)?.mode !== 'host') return {};
  return { uts: byDefault({ mode: 'host' }, 'hostNetwork: true', network.origin) };
}

/** Without root "host" is the namespace that the engine itself runs in, where ids are mapped (podman-run(1) --userns, rootlesskit). */
function sharedUser({ declared, engine, defaults: { from } }: Context): Field<Namespace> | undefined {
  const { user } = declared.linux.namespaces;
  if (!engine.rootless || user === undefined || knownValue(user)?.mode !== 'host') return undefined;
  return byDefault({ mode: 'private' }, `${from}: its own namespace is the host of this one`, user.origin);
}

function userNamespace({ engine, defaults: { from } }: Context): Field<Namespace> {
  if (engine.rootless) return byDefault({ mode: 'private' }, from);
  const why = { docker: ' (no userns-remap)', podman: ' (run by root, no --userns)', kubernetes: ' (hostUsers: true)' };
  return byDefault({ mode: 'host' }, `${from}${why[engine.kind]}`);
}

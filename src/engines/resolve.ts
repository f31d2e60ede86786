import { byDefault, type Container, type Device, type Engine, type Entries, knownValue, type Process } from '../model/index.ts';
import { asRuntime } from './bundle/resolve.ts';
import { capabilitiesOf } from './capabilities.ts';
import { confinementOf } from './confinement.ts';
import { type Context, contextOf } from './context.ts';
import { defaultsOf } from './defaults.ts';
import { type Identity, type ImageUser, identityOf } from './image/identity.ts';
import { inheritedFromImage } from './image/inherited.ts';
import { kernelViewsOf } from './kernel-views.ts';
import { heeded } from './kubernetes/heeded.ts';
import { mountsOf } from './mounts.ts';
import { namespacesOf } from './namespaces.ts';
import { portsOf, sysctlsOf } from './network.ts';
import { resourcesOf, rlimitsOf } from './resources.ts';

/** As `resolve` of index.ts, with what is known of public images given. */
export function resolveWith(written: Container, engine: Engine, imageUser: ImageUser): Container {
  const declared =
    engine.kind === 'kubernetes' ? heeded(written, engine.version, defaultsOf({ ...engine, kind: 'kubernetes' }).from) : written;
  if (declared.os !== undefined && knownValue(declared.os) === 'windows') return declared;
  const { kind } = engine;
  if (kind === 'oci') return asRuntime(declared);
  const context = contextOf(declared, { ...engine, kind });
  const identity = identityOf(declared, imageUser, context.defaults.from);
  const inherited = inheritedFromImage(declared, context.rules.imageHealthcheck);
  if (declared.kind === 'image') return { ...declared, ...inherited, process: { ...inherited.process, ...identity } };
  const made = { engineVersion: engine.version, ...(engine.rootless === true ? ({ engineRootless: true } as const) : {}) };
  return { ...declared, ...inherited, ...made, ...settled(context, identity, inherited.process) };
}

function settled(context: Context, identity: Identity, process: Process): Partial<Container> {
  const { declared, engine, defaults, rules, privilege } = context;
  const { from } = defaults;
  const { seccomp, apparmor, selinux } = confinementOf(context);
  return {
    process: {
      ...process,
      ...identity,
      noNewPrivileges: process.noNewPrivileges ?? rules.noNewPrivileges(defaults, privilege),
      capabilities: capabilitiesOf(context, identity.user),
      ...(apparmor === undefined ? {} : { apparmor }),
      ...(selinux === undefined ? {} : { selinux }),
      rlimits: rlimitsOf(context),
      ...(engine.kind === 'kubernetes' ? {} : { oomScoreAdj: process.oomScoreAdj ?? byDefault(0, from) }),
    },
    root: { ...declared.root, readonly: declared.root.readonly ?? byDefault(false, from) },
    mounts: mountsOf(context),
    linux: {
      ...declared.linux,
      ...kernelViewsOf(context),
      namespaces: namespacesOf(context),
      devices: devicesOf(context),
      resources: resourcesOf(context),
      ...(seccomp === undefined ? {} : { seccomp }),
      sysctl: sysctlsOf(context),
    },
    privileged: declared.privileged ?? byDefault(false, from),
    ports: portsOf(context),
    ...(engine.kind === 'kubernetes' ? { serviceAccountToken: declared.serviceAccountToken ?? byDefault(true, from) } : {}),
  };
}

function devicesOf({ declared, privilege }: Context): Entries<Device> {
  const own = declared.linux.devices ?? [];
  if (privilege.state === 'off') return own;
  return [...own, privilege.state === 'on' ? privilege.because({ path: '/dev/*' }) : privilege.doubt];
}

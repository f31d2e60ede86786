import {
  type AppArmor,
  type Entries,
  type Field,
  knownValue,
  type Origin,
  type Seccomp,
  type Selinux,
  unknown,
  written,
} from '../../model/index.ts';
import { apparmorProfile, goBoolean, seccompProfile, withLabel } from '../../text/docker-syntax/index.ts';
import { originOf, type YamlNode, type YamlScalar } from '../../text/yaml/node.ts';
import { hasHole, type Text } from './interpolate.ts';
import { problem } from './reading.ts';
import { at, type Service } from './service-keys.ts';
import { itemsOf, shorten, textOf } from './values.ts';

/** What `security_opt` says, each part as the model names it. */
export interface Security {
  noNewPrivileges?: Field<boolean>;
  seccomp?: Field<Seccomp>;
  apparmor?: Field<AppArmor>;
  selinux?: Field<Selinux>;
  maskedPaths?: Field<readonly string[]>;
  readonlyPaths?: Field<readonly string[]>;
  mask?: Entries<string>;
  unmask?: Entries<string>;
}

/**
 * Later entries win over earlier ones of the same kind.
 * Source: docker/compose 2 pkg/compose/create.go parseSecurityOpts; moby 28 daemon/daemon_unix.go parseSecurityOpt;
 * podman-run(1) 5 for mask and unmask, which podman-compose hands on.
 */
export function security(service: Service): Security {
  const found: Security = {};
  for (const node of itemsOf(service.reading, at(service, 'security_opt'))) {
    if (node.kind !== 'scalar') refuse(service, node, 'a list or a mapping');
    else option(service, node, textOf(service.reading, node), found);
  }
  return found;
}

function option(service: Service, node: YamlScalar, text: Text, found: Security): void {
  const origin = originOf(node);
  const cut = text.value.includes('=') ? text.value.indexOf('=') : text.value.indexOf(':');
  const key = cut < 0 ? text.value : text.value.slice(0, cut);
  const value = cut < 0 ? undefined : text.value.slice(cut + 1);
  const read = Object.hasOwn(options, key) ? options[key] : undefined;
  if (text.value === 'systempaths=unconfined') {
    found.maskedPaths = written([], origin);
    found.readonlyPaths = written([], origin);
  } else if (hasHole(key)) everythingUnknown(found, text, origin);
  else if (read !== undefined && value !== undefined && hasHole(value)) unknownOf(key, found, text, origin);
  else if (read === undefined || (value === undefined && key !== 'no-new-privileges') || !read(value ?? 'true', origin, found)) {
    refuse(service, node, `"${shorten(node.text)}"`);
  }
}

const refuse = (service: Service, node: YamlNode, what: string): void =>
  problem(
    service.reading,
    node,
    `the security_opt ${what} is not understood, so it is not judged: known are no-new-privileges, seccomp=, apparmor=, label= and systempaths=unconfined`,
  );

type Read = (value: string, origin: Origin, found: Security) => boolean;

const options: Readonly<Record<string, Read>> = {
  'no-new-privileges'(value, origin, found) {
    const on = goBoolean(value);
    if (on === undefined) return false;
    found.noNewPrivileges = written(on, origin);
    return true;
  },
  seccomp(value, origin, found) {
    const profile = seccompProfile(value);
    if (profile === undefined) return false;
    found.seccomp = written(profile, origin);
    return true;
  },
  apparmor(value, origin, found) {
    const profile = apparmorProfile(value, 'docker-default');
    if (profile === undefined) return false;
    found.apparmor = written(profile, origin);
    return true;
  },
  label(value, origin, found) {
    const label = withLabel(knownValue(found.selinux), value);
    if (label === undefined) return false;
    found.selinux = found.selinux?.state === 'unknown' ? found.selinux : written(label, origin);
    return true;
  },
  mask(value, origin, found) {
    found.mask = [...(found.mask ?? []), ...value.split(':').map((path) => written(path, origin))];
    return value !== '';
  },
  unmask(value, origin, found) {
    found.unmask = [...(found.unmask ?? []), ...value.split(':').map((path) => written(path, origin))];
    return value !== '';
  },
};

function unknownOf(key: string, found: Security, text: Text, origin: Origin): void {
  const field = unknown(text.because ?? 'it is not known', origin);
  if (key === 'no-new-privileges') found.noNewPrivileges = field;
  else if (key === 'seccomp') found.seccomp = field;
  else if (key === 'apparmor') found.apparmor = field;
  else if (key === 'label') found.selinux = field;
  else if (key === 'mask') found.mask = [...(found.mask ?? []), field];
  else found.unmask = [...(found.unmask ?? []), field];
}

/** A variable that stands for the whole option may be any of them. */
function everythingUnknown(found: Security, text: Text, origin: Origin): void {
  const field = unknown(text.because ?? 'it is not known', origin);
  found.noNewPrivileges ??= field;
  found.seccomp ??= field;
  found.apparmor ??= field;
  found.selinux ??= field;
  found.maskedPaths ??= field;
  found.readonlyPaths ??= field;
}

import { allCapabilities } from '../../facts/capabilities.ts';
import { Unreadable } from '../../model/index.ts';
import { type Loose, listOf, objectOf, textOf } from '../../text/json/loose.ts';
import type { RunningEngine } from './running.ts';

/**
 * Which engine answers /_ping, by its headers, and the version of Podman's own API. Both answer at once, where Podman's /version looks
 * through the packages of the system. Throws Unreadable for what is no engine.
 * Sources: moby 29 daemon/server/middleware/version.go; podman 5.8 pkg/api/handlers/compat/ping.go.
 */
export function identify(headers: Loose): { readonly kind: 'docker' } | { readonly kind: 'podman'; readonly api: string } {
  const api = textOf(headers['libpod-api-version']);
  if (api !== undefined && /^\d{1,4}(?:\.\d{1,4}){2}$/.test(api)) return { kind: 'podman', api };
  if (/^Docker\//.test(textOf(headers.server) ?? '') || textOf(headers['api-version']) !== undefined) return { kind: 'docker' };
  throw new Unreadable('what answers there is no container engine');
}

/** "20.10.24" of "20.10.24+dfsg1": what a distribution appends is passed over. */
function versionOf(value: unknown): string {
  const numbers = /^v?(\d{1,4}\.\d{1,4}(?:\.\d{1,4})?)/.exec(textOf(value) ?? '')?.[1];
  if (numbers === undefined) throw new Unreadable('the engine does not say its version');
  return numbers;
}

/**
 * Docker's /info. Sources: moby 29 daemon/info.go fillSecurityOptions; the namespace of control groups: daemon_unix.go adaptContainerSettings,
 * cgroupNamespacesEnabled of 20.10.
 */
export function dockerEngine(info: unknown): RunningEngine {
  const version = versionOf(objectOf(info).ServerVersion);
  const options = listOf(objectOf(info).SecurityOptions).filter((option) => typeof option === 'string');
  const has = (name: string): boolean => options.some((option) => option === `name=${name}` || option.startsWith(`name=${name},`));
  const profile = options.flatMap((option) => /^name=seccomp,profile=(.*)$/.exec(option)?.[1] ?? [])[0];
  return {
    kind: 'docker',
    version,
    name: `Docker ${version}`,
    ...(has('rootless') ? { rootless: true } : {}),
    remapsUsers: has('userns'),
    noNewPrivileges: has('no-new-privileges'),
    ...(options.length === 0 ? {} : { seccomp: seccompOf(has('seccomp'), profile), apparmor: has('apparmor') }),
    ...(objectOf(info).CgroupVersion === '1' && !has('cgroupns') ? { sharesCgroupNamespace: true } : {}),
  };
}

function seccompOf(on: boolean, profile: string | undefined): RunningEngine['seccomp'] & {} {
  if (!on || profile === 'unconfined') return 'none';
  return profile === undefined || profile === 'default' || profile === 'builtin' ? 'own' : { path: profile };
}

/**
 * Podman's /libpod/info. Sources: podman 5.8 libpod/define/info.go, libpod/info.go hostInfo (capabilities, which containers.conf may set),
 * pkg/specgen/namespaces.go ParseCgroupNamespace; containers/common pkg/config DefaultSeccompPath.
 */
export function podmanEngine(info: unknown): RunningEngine {
  const version = versionOf(objectOf(objectOf(info).version).Version);
  const security = objectOf(objectOf(objectOf(info).host).security);
  const { rootless, seccompEnabled, apparmorEnabled, seccompProfilePath } = security;
  const capabilities = capabilitiesIn(security.capabilities);
  const { cgroupVersion } = objectOf(objectOf(info).host);
  return {
    kind: 'podman',
    version,
    name: `Podman ${version}`,
    ...(rootless === true ? { rootless: true } : {}),
    remapsUsers: false,
    noNewPrivileges: false,
    ...(typeof seccompEnabled === 'boolean' ? { seccomp: seccompEnabled ? podmanSeccomp(seccompProfilePath) : 'none' } : {}),
    ...(capabilities === undefined ? {} : { capabilities }),
    ...(typeof apparmorEnabled === 'boolean' ? { apparmor: apparmorEnabled } : {}),
    ...(cgroupVersion === 'v1' ? { sharesCgroupNamespace: true } : {}),
  };
}

/** The file that comes with Podman is its own profile, and stands in the program too. */
const ownProfile = '/usr/share/containers/seccomp.json';

function podmanSeccomp(path: unknown): RunningEngine['seccomp'] & {} {
  const file = textOf(path);
  return file === undefined || file === ownProfile ? 'own' : { path: file };
}

/** "CAP_CHOWN,CAP_KILL". Undefined: it does not say, or what it says is not understood. */
function capabilitiesIn(value: unknown): readonly string[] | undefined {
  if (typeof value !== 'string') return undefined;
  const names = value.split(',').flatMap((name) => (name.trim() === '' ? [] : [capabilityName(name.trim())]));
  return names.every((name) => existing.has(name)) ? names : undefined;
}

const existing: ReadonlySet<string> = new Set(allCapabilities);
const capabilityName = (name: string): string => `CAP_${name.toUpperCase().replace(/^CAP_/, '')}`;

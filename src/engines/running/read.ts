import { Unreadable } from '../../model/index.ts';
import type { RunningEngine } from './running.ts';

type Json = Readonly<Record<string, unknown>>;

/** Which engine answers /version, and the version of the API that it speaks. Throws Unreadable for what is no engine's answer. */
export function identify(version: unknown): { readonly kind: 'docker' | 'podman'; readonly version: string; readonly api: string } {
  const answer = objectOf(version);
  const components = listOf(answer.Components).map(objectOf);
  const podman = components.find(({ Name }) => Name === 'Podman Engine');
  const own = textOf(podman?.Version) ?? textOf(answer.Version);
  const numbers = /^v?(\d{1,4}\.\d{1,4}(?:\.\d{1,4})?)/.exec(own ?? '')?.[1];
  if (numbers === undefined) throw new Unreadable('what answers there does not say the version of an engine');
  const api = textOf(objectOf(podman?.Details).APIVersion) ?? '';
  return { kind: podman === undefined ? 'docker' : 'podman', version: numbers, api: /^\d[\d.]{0,16}$/.test(api) ? api : numbers };
}

/** Docker's /info. Source: moby 29 daemon/info.go fillSecurityOptions. */
export function dockerEngine(version: string, info: unknown): RunningEngine {
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
  };
}

function seccompOf(on: boolean, profile: string | undefined): RunningEngine['seccomp'] & {} {
  if (!on || profile === 'unconfined') return 'none';
  return profile === undefined || profile === 'default' || profile === 'builtin' ? 'own' : { path: profile };
}

/** Podman's /libpod/info. Source: podman 5.8 libpod/define/info.go. */
export function podmanEngine(version: string, info: unknown): RunningEngine {
  const security = objectOf(objectOf(objectOf(info).host).security);
  const { rootless, seccompEnabled, apparmorEnabled } = security;
  return {
    kind: 'podman',
    version,
    name: `Podman ${version}`,
    ...(rootless === true ? { rootless: true } : {}),
    remapsUsers: false,
    noNewPrivileges: false,
    ...(typeof seccompEnabled === 'boolean' ? { seccomp: seccompEnabled ? 'own' : 'none' } : {}),
    ...(typeof apparmorEnabled === 'boolean' ? { apparmor: apparmorEnabled } : {}),
  };
}

const objectOf = (value: unknown): Json => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {});

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

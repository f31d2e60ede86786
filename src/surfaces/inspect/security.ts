import { type AppArmor, type Field, type Linux, type Seccomp, type Selinux, unknown, written } from '../../model/index.ts';
import { apparmorProfile, goBoolean, seccompProfile, withLabel } from '../../text/docker-syntax/index.ts';
import { asString, asStrings, entriesOf, fieldOf, pairOf, set } from '../../text/json/values.ts';
import { originOf, type YamlNode } from '../../text/yaml/node.ts';
import { optionsGiven } from './create-command.ts';
import type { Inspected } from './inspected.ts';

interface Option {
  readonly key: string;
  readonly value: string;
  readonly origin: Field<string>['origin'];
}

/** SecurityOpt, each KEY=VALUE; the older KEY:VALUE is still there in containers of long ago. */
function options({ reading, host }: Inspected): Option[] {
  return (entriesOf(reading, host, 'SecurityOpt') ?? []).flatMap((entry): Option[] => {
    if (entry.state !== 'written') return [];
    const [, key = entry.value, value = ''] = /^([\w-]{1,64})[=:]([\s\S]*)$/.exec(entry.value) ?? [];
    return [{ key, value, origin: entry.origin }];
  });
}

function last<T>(of: Inspected, key: string, parse: (value: string) => T | undefined): Field<T> | undefined {
  const option = options(of).findLast((one) => one.key === key);
  if (option?.origin === undefined) return undefined;
  const value = parse(option.value);
  return value === undefined ? undefined : written(value, option.origin);
}

/** What is not listed is off; what the engine itself does for all is said by the engine (engines/running). */
export const noNewPrivilegesOf = (of: Inspected): Field<boolean> | undefined =>
  last(of, 'no-new-privileges', (value) => (value === '' ? true : goBoolean(value)));

/** Docker writes the content of a profile out: which file it came from is not known any more. */
export const seccompOf = (of: Inspected): Field<Seccomp> | undefined =>
  last(of, 'seccomp', (value) => (value.trimStart().startsWith('{') ? { profile: 'custom' } : seccompProfile(value)));

const ownProfile = (name: string): string | undefined =>
  /^(?:docker-default|containers-default(?:-[\w.]+)?)$/.test(name) ? name : undefined;

/** The option, or else the profile that it was started with, which under privilege follows from that. */
export function apparmorOf(of: Inspected): Field<AppArmor> | undefined {
  const { reading, whole, privileged } = of;
  const given = last(of, 'apparmor', (name) => apparmorProfile(name, ownProfile(name)));
  if (given !== undefined || privileged) return given;
  const profile = fieldOf(reading, whole, 'AppArmorProfile', asString);
  const known = profile?.state === 'written' ? apparmorProfile(profile.value, ownProfile(profile.value)) : undefined;
  return known === undefined || profile?.origin === undefined ? undefined : written(known, profile.origin);
}

/**
 * The label of the process, else the options. Both engines add label=disable by themselves for what is privileged or shares the
 * host's processes or IPC: then it follows from that line (moby 29 daemon/create.go generateSecurityOpt).
 */
export function selinuxOf(of: Inspected): Field<Selinux> | undefined {
  const { reading, whole, host, privileged } = of;
  const label = fieldOf(reading, whole, 'ProcessLabel', asString);
  if (label?.state === 'written' && label.value !== '') return written(labelOf(label.value), label.origin);
  const shares = ['PidMode', 'IpcMode'].some((key) => isHost(pairOf(host, key)?.value));
  let selinux: Selinux | undefined;
  let origin: Field<Selinux>['origin'];
  for (const option of options(of)) {
    if (option.key !== 'label' || ((privileged || shares) && option.value === 'disable')) continue;
    selinux = withLabel(selinux, option.value) ?? selinux;
    origin ??= option.origin;
  }
  return selinux === undefined || origin === undefined ? undefined : written(selinux, origin);
}

const isHost = (node: YamlNode | undefined): boolean => node !== undefined && asString(node) === 'host';

/** user:role:type:level, where the level may hold colons itself. */
function labelOf(label: string): Selinux {
  const [user, role, type, ...level] = label.split(':');
  return {
    disabled: false,
    ...set('user', user),
    ...set('role', role),
    ...set('type', type),
    ...set('level', level.join(':') || undefined),
  };
}

type Views = Pick<Linux, 'maskedPaths' | 'readonlyPaths' | 'unmask' | 'mask'>;

/**
 * Docker lists the paths; null is privilege. Podman does not: it says `unmask=all` since 4.7 where none is left, and the command that
 * made the container says the rest.
 */
export function kernelViewsOf(of: Inspected): Views {
  const { reading, host, privileged, engine } = of;
  if (privileged) return {};
  if (engine === 'docker')
    return {
      ...set('maskedPaths', fieldOf(reading, host, 'MaskedPaths', asStrings)),
      ...set('readonlyPaths', fieldOf(reading, host, 'ReadonlyPaths', asStrings)),
    };
  const all = last(of, 'unmask', (value) => (value.toLowerCase() === 'all' ? 'ALL' : undefined));
  if (all !== undefined) return { unmask: [all] };
  return asCommanded(of);
}

function asCommanded(of: Inspected): Views {
  const given = optionsGiven(of, ['--security-opt']);
  if (given === undefined) {
    const doubt = unknown(
      "Podman does not say which paths it masks, and the container was not made by Podman's command",
      originOf(of.host ?? of.whole),
    );
    return { maskedPaths: doubt, readonlyPaths: doubt };
  }
  const paths = (key: string) =>
    given.flatMap(({ value, origin }) =>
      value.startsWith(`${key}=`)
        ? value
            .slice(key.length + 1)
            .split(':')
            .map((path) => written(path, origin))
        : [],
    );
  const unmask = [
    ...paths('unmask'),
    ...given.filter(({ value }) => value === 'systempaths=unconfined').map(({ origin }) => written('ALL', origin)),
  ];
  const mask = paths('mask');
  return { ...set('unmask', unmask.length === 0 ? undefined : unmask), ...set('mask', mask.length === 0 ? undefined : mask) };
}

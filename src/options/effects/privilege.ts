import { knownValue, unknown, written } from '../../model/index.ts';
import { apparmorProfile, capabilityName, goBoolean, seccompProfile, withLabel } from '../../text/docker-syntax/index.ts';
import { reasonFor, withFolder } from '../../text/shell/index.ts';
import { comesFrom, type Draft, type Effect, engineName, type Option, readField, textField } from '../draft.ts';
import { cut } from './values.ts';

const capabilities =
  (list: 'capAdd' | 'capDrop'): Effect =>
  (draft, option) => {
    if (option.value.includes(','))
      draft.problem(option.origin, `${option.name} of docker takes one capability; repeat the option for each`);
    for (const name of option.value.split(',')) {
      const known = capabilityName(name);
      const reason = reasonFor(name);
      if (reason !== undefined) draft.lists[list].push(unknown(reason, option.origin));
      else if (known !== undefined) draft.lists[list].push(written(known, option.origin));
      else
        draft.problem(
          option.origin,
          `${option.name} names a capability that Linux does not have, so ${engineName(draft)} refuses to create the container; correct its spelling`,
        );
    }
  };

export const capAdd = capabilities('capAdd');
export const capDrop = capabilities('capDrop');

/**
 * --security-opt KEY=VALUE; the older KEY:VALUE is still taken.
 * Sources: moby 29 daemon/daemon_unix.go parseSecurityOpt, docker/cli 29 cli/command/container/opts.go,
 * Podman 5 pkg/specgenutil/specgen.go FillOutSpecGen.
 */
export const securityOpt: Effect = (draft, option) => {
  const { value } = option;
  const [key, given] = cut(value, value.includes('=') ? '=' : ':');
  const setting = Object.hasOwn(settings, key) ? settings[key] : undefined;
  const known = setting !== undefined && (setting.engine === undefined || setting.engine === draft.engine);
  const from = comesFrom(key);
  if (from !== undefined) draft.problem(option.origin, `--security-opt comes from ${from} and was not read`);
  else if (!known) draft.problem(option.origin, `--security-opt ${key} is not known here and was not read; check its spelling`);
  else if (given === undefined && key !== 'no-new-privileges')
    draft.problem(option.origin, `--security-opt ${key} needs a value: ${key}=…`);
  else setting.set(draft, option, given ?? 'true');
};

interface Setting {
  /** The only engine that has it. */
  readonly engine?: Draft['engine'];
  readonly set: (draft: Draft, option: Option, value: string) => void;
}

const settings: Readonly<Record<string, Setting>> = {
  'no-new-privileges': {
    set: (draft, option, value) => {
      const field = readField(draft, option, value, goBoolean);
      if (field !== undefined) draft.process.noNewPrivileges = field;
    },
  },
  seccomp: {
    set: (draft, option, value) => {
      const field = readField(draft, option, withFolder(value), seccompProfile);
      if (field !== undefined) draft.linux.seccomp = field;
    },
  },
  apparmor: {
    set: (draft, option, value) => {
      const field = readField(draft, option, value, (name) => apparmorProfile(name, ownProfile(draft, name)));
      if (field !== undefined) draft.process.apparmor = field;
    },
  },
  label: { set: label },
  systempaths: {
    set: (draft, option, value) => {
      if (value !== 'unconfined') draft.problem(option.origin, '--security-opt systempaths takes no other value than unconfined');
      else if (draft.engine === 'podman') draft.lists.unmask.push(written('ALL', option.origin));
      else {
        draft.linux.maskedPaths = written([], option.origin);
        draft.linux.readonlyPaths = written([], option.origin);
      }
    },
  },
  unmask: { engine: 'podman', set: paths('unmask') },
  mask: { engine: 'podman', set: paths('mask') },
  // Options of the mount of /proc: they only take rights away.
  'proc-opts': { engine: 'podman', set: () => {} },
  'writable-cgroups': {
    engine: 'docker',
    set: (draft, option, value) => {
      const writable = readField(draft, option, value, goBoolean);
      if (writable === undefined || (writable.state === 'written' && !writable.value)) return;
      const { origin } = option;
      const readonly = writable.state === 'written' ? written(false, origin) : writable;
      draft.lists.mounts.push({ origin, type: written('system', origin), destination: written('/sys/fs/cgroup', origin), readonly });
    },
  },
};

/** The name under which the engine loads its own profile: Docker 29 profiles/apparmor; Podman's carries a version. */
function ownProfile({ engine }: Draft, name: string): string | undefined {
  if (engine !== 'podman') return 'docker-default';
  return name.startsWith('containers-default') ? name : undefined;
}

function label(draft: Draft, option: Option, value: string): void {
  const { process, lists } = draft;
  const reason = reasonFor(value);
  const label = withLabel(knownValue(process.selinux), value);
  const [key] = cut(value, ':');
  if (reason !== undefined) process.selinux = unknown(reason, option.origin);
  else if (label !== undefined) process.selinux = written(label, option.origin);
  else if (value === 'nested' && draft.engine === 'podman') {
    for (const path of ['/sys/fs/selinux', '/proc']) lists.unmask.push(written(path, option.origin));
  } else if (key !== 'filetype') {
    draft.problem(option.origin, `--security-opt label=${key} is not known here and was not read; check its spelling`);
  }
}

function paths(list: 'mask' | 'unmask') {
  return (draft: Draft, option: Option, value: string): void => {
    for (const path of value.split(':')) draft.lists[list].push(textField(path, option.origin));
  };
}

/** Podman --seccomp-policy image takes the profile out of a label of the image. */
export const seccompPolicy: Effect = (draft, option) => {
  if (option.value === 'default') return;
  draft.linux.seccomp = unknown('the seccomp profile comes from a label of the image (--seccomp-policy)', option.origin);
};

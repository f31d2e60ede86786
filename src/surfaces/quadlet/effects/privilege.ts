import { type Field, unknown, written } from '../../../model/index.ts';
import { apparmorProfile, capabilityName, goBoolean, seccompProfile, withLabel } from '../../../text/docker-syntax/index.ts';
import { reasonFor } from '../../../text/shell/holes.ts';
import { type Draft, type Effect, notRead, type Option, readField, textField } from '../draft.ts';

const capability =
  (list: 'capAdd' | 'capDrop'): Effect =>
  (draft, option) => {
    const field = readField(draft, option, option.value, capabilityName);
    if (field !== undefined) draft.lists[list].push(field);
  };

export const capAdd = capability('capAdd');
export const capDrop = capability('capDrop');

/** KEY=VALUE; the older KEY:VALUE is still taken. Source: Podman 5.8 pkg/specgenutil/specgen.go FillOutSpecGen. */
export const securityOpt: Effect = (draft, option) => {
  const { value } = option;
  const [, key = value, text] = /^([^=:]*)[=:](.*)$/s.exec(value) ?? [];
  const set = Object.hasOwn(settings, key) ? settings[key] : undefined;
  if (reasonFor(key) !== undefined) notRead(draft, option, 'a security option is filled in by systemd; it was not read');
  else if (set === undefined) notRead(draft, option, `--security-opt ${shown(key)} is not known here and was not read; check its spelling`);
  else if (text === undefined && key !== 'no-new-privileges') notRead(draft, option, `--security-opt ${key} needs a value: ${key}=…`);
  else set(draft, option, text ?? 'true');
};

const shown = (key: string): string => /^[\w-]{1,40}/.exec(key)?.[0] ?? '…';

type Setting = (draft: Draft, option: Option, value: string) => void;

/** The name of Podman's own profile carries a version: containers-default-0.60. */
const ownProfile = (name: string): string | undefined => (name.startsWith('containers-default') ? name : undefined);

const settings: Readonly<Record<string, Setting>> = {
  'no-new-privileges': (draft, option, value) => {
    const field = readField(draft, option, value, goBoolean);
    if (field !== undefined) draft.process.noNewPrivileges = field;
  },
  seccomp: (draft, option, value) => {
    const field = value === '' ? undefined : readField(draft, option, value, seccompProfile);
    if (field !== undefined) draft.linux.seccomp = field;
  },
  apparmor: (draft, option, value) => {
    const field = value === '' ? undefined : readField(draft, option, value, (name) => apparmorProfile(name, ownProfile(name)));
    if (field !== undefined) draft.process.apparmor = field;
  },
  label,
  unmask: paths('unmask'),
  mask: paths('mask'),
  systempaths: (draft, option, value) => {
    if (value === 'unconfined') draft.lists.unmask.push(written('ALL', option.origin));
    else notRead(draft, option, '--security-opt systempaths takes no other value than unconfined');
  },
  // Options of the mount of /proc: they only take rights away.
  'proc-opts': () => {},
};

function label(draft: Draft, option: Option, value: string): void {
  const { process, lists } = draft;
  const reason = reasonFor(value);
  if (reason !== undefined) process.selinux = unknown(reason, option.origin);
  else if (value === 'nested') {
    for (const path of ['/sys/fs/selinux', '/proc']) lists.unmask.push(written(path, option.origin));
  } else if (!value.startsWith('filetype:')) {
    const before = process.selinux?.state === 'written' ? process.selinux.value : undefined;
    const field = readField(draft, option, value, (text) => withLabel(before, text));
    if (field !== undefined) process.selinux = field;
  }
}

function paths(list: 'mask' | 'unmask'): Setting {
  return (draft, { origin }, value) => {
    for (const path of value.split(':')) draft.lists[list].push(textField(path, origin));
  };
}

/** A switch that says one field of the draft. */
export const onOff =
  <K extends string>(part: (draft: Draft) => { [P in K]?: Field<boolean> }, key: K): Effect =>
  (draft, option) => {
    const field = readField(draft, option, option.value, goBoolean);
    if (field !== undefined) Object.assign(part(draft), { [key]: field });
  };

/** --seccomp-policy image takes the profile out of a label of the image. */
export const seccompPolicy: Effect = (draft, option) => {
  if (option.value === 'default') return;
  draft.linux.seccomp = unknown('the seccomp profile comes from a label of the image (--seccomp-policy)', option.origin);
};

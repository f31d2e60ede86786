import { type SecurityLabel, securityLabel } from '../facts/security-label.ts';
import {
  type AppArmor,
  type AppArmorReach,
  byDefault,
  type Field,
  type Origin,
  type Process,
  type Unknown,
  unknown,
  written,
} from '../model/index.ts';
import { isText, nowhereIn, refused, type Texts } from './texts.ts';

/** What the engines call the profiles that they give without being asked. Sources: moby, containers/common, containerd, cri-o at their current versions. */
const ofEngines = /^(?:docker-default|containers-default-\S{1,64}|cri-containerd\.apparmor\.d|crio-default\S{0,64})$/;

type Confinement = Pick<Process, 'apparmor' | 'apparmorReach' | 'selinux'> & { readonly label?: Field<string> };

/** The label of the security module, which is AppArmor's or SELinux's by its form. A kernel without either answers with an error. */
export function securityLabelOf(texts: Texts): Confinement {
  const label = labelOf(texts);
  if (label === undefined)
    return {
      apparmor: byDefault({ profile: 'unconfined' }, 'the kernel runs no AppArmor'),
      selinux: byDefault({ disabled: true }, 'the kernel runs no SELinux'),
    };
  if (label.state === 'unknown') return { apparmor: label, selinux: label, label };
  const { value, origin } = label;
  const read = securityLabel(value);
  if (read?.module === 'SELinux') {
    const { module: _module, ...rest } = read;
    return { label, selinux: written({ disabled: false, ...rest }, origin) };
  }
  return { label, ...appArmorOf(read ?? { module: 'AppArmor', mode: 'unconfined' }, origin) };
}

function labelOf({
  folder,
  door,
  read,
}: Texts): Unknown | { readonly state: 'written'; readonly value: string; readonly origin: Origin } | undefined {
  for (const path of [`${folder}/attr/apparmor/current`, `${folder}/attr/current`]) {
    const text = read(path);
    if (text === undefined) continue;
    if (isText(text)) {
      const value = text.text.trim();
      return value === '' ? undefined : written(value, { source: text, start: 0, end: value.length });
    }
    // SELinux ends its answer with NUL.
    const [first] = door.words(path) ?? [];
    if (first !== undefined && first !== '') return written(first.trim(), nowhereIn(path));
    if (/permission/.test(text.because)) return refused(path, 'permission to read it is denied');
  }
  return undefined;
}

function appArmorOf({ profile: name, mode }: Extract<SecurityLabel, { module: 'AppArmor' }>, origin: Origin): Confinement {
  if (name === undefined) return { apparmor: written({ profile: 'unconfined' }, origin) };
  const field = (profile: AppArmor['profile']): Field<AppArmor> => written({ profile, name }, origin);
  if (mode === 'enforce' || mode === 'kill') return { apparmor: field(ofEngines.test(name) ? 'default' : 'named') };
  return { apparmor: field('named'), apparmorReach: reachOf(mode, origin) };
}

function reachOf(mode: string, origin: Origin): Field<AppArmorReach> {
  if (mode !== 'complain' && mode !== 'unconfined') return unknown(`an AppArmor profile in the mode ${mode} is not understood`, origin);
  return written({ file: origin.source.path, line: 1, mode, open: [], unsure: [] }, origin);
}

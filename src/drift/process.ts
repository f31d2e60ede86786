import { type Capabilities, type Container, type Entries, isKnown, isUnknown, knownValue, type Seccomp } from '../model/index.ts';
import { type Drift, differ, side } from './drift.ts';

const yes = (value: boolean): string => (value ? 'yes' : 'no');

export function processDrifts(effective: Container, observed: Container): readonly Drift[] {
  const [asked, is] = [effective.process, observed.process];
  return [
    ...differ(
      'process.user',
      'medium',
      asked.user,
      is.user,
      (before, now) => {
        const uid = before.uid ?? (before.name === 'root' ? 0 : undefined);
        if (uid === undefined || uid === now.uid) return undefined;
        return now.uid === 0 ? 'weaker' : uid === 0 ? 'stronger' : 'different';
      },
      ({ uid, name }) => String(uid ?? name),
    ),
    ...differ(
      'process.noNewPrivileges',
      'medium',
      asked.noNewPrivileges,
      is.noNewPrivileges,
      (before, now) => (before === now ? undefined : now ? 'stronger' : 'weaker'),
      yes,
    ),
    ...sets.flatMap((set) => capabilityDrift(set, asked.capabilities, is.capabilities)),
    ...labelDrifts(effective, observed),
    ...differ('linux.seccomp', 'medium', effective.linux.seccomp, observed.linux.seccomp, filtered, ({ profile }) =>
      profile === 'unconfined' ? 'no filter' : profile === 'default' ? "the engine's filter" : 'a filter',
    ),
    ...differ(
      'process.oomScoreAdj',
      'low',
      asked.oomScoreAdj,
      is.oomScoreAdj,
      (before, now) => (before === now ? undefined : now < before ? 'weaker' : 'stronger'),
      String,
    ),
    ...differ(
      'root.readonly',
      'medium',
      effective.root.readonly,
      observed.root.readonly,
      (before, now) => (before === now ? undefined : now ? 'stronger' : 'weaker'),
      yes,
    ),
  ];
}

const filtered = (asked: Seccomp, is: Seccomp) => {
  const [before, now] = [asked.profile !== 'unconfined', is.profile !== 'unconfined'];
  return before === now ? undefined : now ? ('stronger' as const) : ('weaker' as const);
};

const sets = ['bounding', 'effective', 'permitted', 'inheritable', 'ambient'] as const;

/** What is there and was not given is weaker; what was given and is not there any more the program may have given up. */
function capabilityDrift(set: (typeof sets)[number], asked: Capabilities | undefined, is: Capabilities | undefined): readonly Drift[] {
  const [before, now] = [asked?.[set], is?.[set]];
  if (before === undefined || now === undefined || before.some(isUnknown) || now.some(isUnknown)) return [];
  const extra = missing(now, before);
  const gone = missing(before, now);
  if (extra.length + gone.length === 0) return [];
  const field = now[0] ?? is?.bounding?.[0] ?? { state: 'default' as const, value: [], from: 'the set is empty' };
  return [
    {
      path: `process.capabilities.${set}`,
      severity: set === 'inheritable' ? 'low' : 'high',
      direction: extra.length > 0 ? 'weaker' : 'stronger',
      effective: side(
        extra.length > 0 ? `without ${extra.join(', ')}` : `with ${gone.join(', ')}`,
        before[0] ?? asked?.drop?.[0] ?? { state: 'default', value: [], from: 'nothing is given' },
      ),
      observed: side(extra.length > 0 ? `with ${extra.join(', ')}` : `without ${gone.join(', ')}`, field),
    },
  ];
}

function missing(from: Entries<string>, others: Entries<string>): readonly string[] {
  const names = new Set(others.map(knownValue));
  return from.flatMap((entry) => (isKnown(entry) && !names.has(entry.value) ? [entry.value] : []));
}

/** An engine gives a label by default only where the kernel has the module; a label that somebody wrote is asked for in any case. */
function labelDrifts({ process: asked }: Container, { process: is }: Container): readonly Drift[] {
  return [
    ...(asked.apparmor?.state === 'written' || is.apparmor?.state === 'written'
      ? differ(
          'process.apparmor',
          'medium',
          asked.apparmor,
          is.apparmor,
          (before, now) => {
            if (now.profile === 'unconfined') return before.profile === 'unconfined' ? undefined : 'weaker';
            if (before.profile === 'unconfined') return 'stronger';
            return before.profile === 'named' && before.name !== now.name ? 'different' : undefined;
          },
          ({ profile, name }) =>
            profile === 'named' ? String(name) : profile === 'default' ? (name ?? "the engine's profile") : 'unconfined',
        )
      : []),
    ...(asked.selinux?.state === 'written' || is.selinux?.state === 'written'
      ? differ(
          'process.selinux',
          'medium',
          asked.selinux,
          is.selinux,
          (before, now) => {
            if (before.disabled !== now.disabled) return now.disabled ? 'weaker' : undefined;
            const changed = (['user', 'role', 'type', 'level'] as const).some(
              (part) => before[part] !== undefined && before[part] !== now[part],
            );
            return changed ? 'different' : undefined;
          },
          ({ disabled, user, role, type, level }) =>
            disabled ? 'off' : [user, role, type, level].filter((part) => part !== undefined).join(':') || 'on',
        )
      : []),
  ];
}

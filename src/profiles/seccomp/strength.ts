import { type Architecture, type Door, doors } from '../../facts/syscalls/index.ts';
import type { OpenDoor, SeccompStrength, SyscallCount } from '../../model/index.ts';
import { placeOf } from '../../text/lines.ts';
import { actionOf, letsThrough } from './actions.ts';
import { auditArch } from './arches.ts';
import type { Filter } from './compile.ts';
import { type Decision, decide } from './decide.ts';
import type { Profile } from './profile.ts';
import { sayAction } from './say.ts';
import { type SyscallStanding, standings } from './summary.ts';

/** What a filter lets through, in numbers and in the ways out that it leaves open. `atStart`: what the runtime calls under it. */
export function strengthOf(profile: Profile, filter: Filter, atStart: readonly string[]): SeccompStrength {
  const views = [...filter.architectures.keys()].map((architecture): View => {
    const all = standings(filter, architecture);
    return { filter, architecture, all, byName: new Map(all.map((standing) => [standing.name, standing])) };
  });
  const [own, ...others] = views;
  return {
    file: profile.source.path,
    defaultAction: sayAction(filter.defaultValue),
    allowsByDefault: letsThrough(filter.defaultValue),
    defaultLine: placeOf(profile.defaultOrigin).line,
    architectures: views.map(countOf),
    open: doors.flatMap((door) => openDoor(door, own, others) ?? []),
    asked: doors.filter((door) => own !== undefined && isAsked(decisionFor(door, own))).map(({ id }) => id),
    deniedAtStart: atStart.filter((name) => own?.byName.get(name)?.standing === 'denied'),
  };
}

interface View {
  readonly filter: Filter;
  readonly architecture: Architecture;
  readonly all: readonly SyscallStanding[];
  readonly byName: ReadonlyMap<string, SyscallStanding>;
}

function countOf({ architecture, all }: View): SyscallCount {
  const count = (wanted: SyscallStanding['standing']) => all.filter(({ standing }) => standing === wanted).length;
  return { architecture, total: all.length, allowed: count('allowed'), denied: count('denied'), depends: count('depends') };
}

/** The machine's own calls speak first: what is open there needs no word about the others. */
function openDoor(door: Door, own: View | undefined, others: readonly View[]): OpenDoor | undefined {
  for (const view of own === undefined ? others : [own, ...others]) {
    const decision = decisionFor(door, view);
    if (decision === undefined || !letsThrough(decision.value)) continue;
    const rule = decision.rule === undefined ? undefined : view.filter.rules[decision.rule];
    return {
      id: door.id,
      ...(view === own ? {} : { only: view.architecture }),
      ...(rule === undefined ? {} : { line: placeOf(rule.origin).line }),
    };
  }
  return undefined;
}

/** The most that a call gets. Undefined: the architecture has no such call. */
function decisionFor({ syscall, args }: Door, { filter, architecture, byName }: View): Decision | undefined {
  const standing = byName.get(syscall);
  if (standing === undefined) return undefined;
  if (args === undefined) return standing.examples[0];
  return decide(filter, { arch: auditArch[architecture], nr: standing.number, args });
}

const isAsked = (decision: Decision | undefined): boolean =>
  decision !== undefined && ['trace', 'notify'].includes(actionOf(decision.value).action);

import { type Container, knownValue } from '../../model/index.ts';
import { type Draft, draft } from '../build.ts';
import { gap } from '../grounds.ts';
import { inside, root, shared } from '../holds.ts';
import type { Inmate } from '../inmate.ts';
import { joinable, joins } from './together.ts';

/** Who may look into a process: everybody's tracer, root with the use of all ids, or the same user. */
const levels = (group: string) =>
  ({
    tracer: shared(`pid:${group}:tracer`, 'every process of a shared process namespace'),
    root: shared(`pid:${group}:root`, 'processes of every user of a shared process namespace'),
    user: (uid: string) => shared(`pid:${group}:user ${uid}`, `processes of uid ${uid} of a shared process namespace`),
  }) as const;

/** A process namespace that several containers share, each step as far as one of them tells it. */
export function sharedProcessSteps(inmate: Inmate): readonly Draft[] {
  const { container, bounding, root: is } = inmate;
  const group = joins(container, 'pid');
  const field = container.linux.namespaces.pid;
  const met = group === undefined ? [] : [levels(group)];
  const enter = met.flatMap((level): readonly Draft[] => {
    const common = {
      kind: 'process-join',
      gaps: [gap(inmate, 'it shares its processes with other containers', field, 'shared-namespace')],
    } as const;
    const asTracer = bounding.has('CAP_SYS_PTRACE') ? [level.tracer] : [];
    const becomesAnyone = bounding.has('CAP_SETUID') && bounding.has('CAP_SETGID');
    const uid = uidOf(inmate);
    return [
      ...[...asTracer, level.user('0')].flatMap((to) => draft(inmate, { ...common, from: root(container), to })),
      ...(becomesAnyone ? draft(inmate, { ...common, from: root(container), to: level.root, ...lacks(container) }) : []),
      ...(is === 'yes' || uid === undefined ? [] : draft(inmate, { ...common, from: inside(container), to: level.user(uid) })),
    ];
  });
  const groups = [...(group === undefined ? [] : [group]), ...(joinable(container) ? [container.id] : [])];
  return [...enter, ...groups.flatMap((each) => reached(inmate, each))];
}

/** Whom it may look into must hold nothing that it lacks itself. */
const lacks = ({ process: { capabilities } }: Container) =>
  capabilities?.drop === undefined || capabilities.drop.length === 0
    ? {}
    : ({ certainty: 'perhaps', because: 'it dropped capabilities that the others may hold' } as const);

/** Root's processes that have more rights than engines give are safe from all but a tracer. */
function reached(inmate: Inmate, group: string): readonly Draft[] {
  const { container, bounding, root: is } = inmate;
  const level = levels(group);
  const common = { to: inside(container), kind: 'process-reach', gaps: [], what: `takes over a process of ${container.name}` } as const;
  const uid = uidOf(inmate);
  const doubtful = uid === undefined ? ({ certainty: 'perhaps', because: 'which user it runs as is not known' } as const) : {};
  const isMighty = is !== 'no' && [...bounding.keys()].some((name) => !usual.has(name));
  const mighty = isMighty ? ({ certainty: 'perhaps', because: 'it holds capabilities that the other may lack' } as const) : {};
  return [
    ...draft(inmate, { ...common, from: level.tracer }),
    ...draft(inmate, { ...common, from: level.root, ...doubtful, ...mighty }),
    ...(uid === undefined || (uid === '0' && bounding.size > 0) ? [] : draft(inmate, { ...common, from: level.user(uid) })),
  ];
}

/** What Docker gives to every container (facts/engines/docker). */
const usual: ReadonlySet<string> = new Set(
  'CHOWN DAC_OVERRIDE FSETID FOWNER MKNOD NET_RAW SETGID SETUID SETFCAP SETPCAP NET_BIND_SERVICE SYS_CHROOT KILL AUDIT_WRITE'
    .split(' ')
    .map((name) => `CAP_${name}`),
);

const uidOf = ({ container, root: is }: Inmate): string | undefined => {
  if (is === 'yes') return '0';
  const uid = knownValue(container.process.user)?.uid;
  return uid === undefined || (is !== 'no' && uid === 0) ? undefined : String(uid);
};

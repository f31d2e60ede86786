import { controlSocketAt } from '../../facts/control-sockets.ts';
import { canonicalPath } from '../../facts/host-path.ts';
import { exposureOf } from '../../facts/host-paths.ts';
import { type Container, isKnown, isUnknown, knownValue, type Mount, type Namespaces } from '../../model/index.ts';
import { type Draft, draft } from '../build.ts';
import { doubt, gap } from '../grounds.ts';
import { inside, root, shared } from '../holds.ts';
import type { Inmate } from '../inmate.ts';

/** What several containers touch, each step as far as one container tells it. */
export const sharingSteps = (inmate: Inmate): readonly Draft[] => [
  ...inmate.container.mounts.flatMap((mount) => volumeSteps(inmate, mount)),
  ...processSharing(inmate),
  ...networkSharing(inmate),
  ...memorySharing(inmate),
];

/** A pod's name is one in its file; a project's in its folder. */
const groupOf = ({ origin, group, pod }: Container): string => `${origin.source.path}#${pod?.name ?? group ?? ''}`;

/** One storage has one id in all containers that mount it; undefined: nobody else can. */
function storageOf(container: Container, { type, source }: Mount): { readonly id: string; readonly title: string } | undefined {
  const path = knownValue(source);
  const kind = knownValue(type);
  if (path === undefined || path === '') return undefined;
  if (kind === 'bind') {
    const canonical = canonicalPath(path);
    const isOurs = controlSocketAt(path) === undefined && exposureOf(path, true, container.engine) === undefined;
    if (!isOurs) return undefined;
    const where = canonical.startsWith('/') || canonical.startsWith('~') ? '' : `${container.origin.source.path.replace(/[^/]*$/, '')}`;
    return { id: `volume:${where}${canonical}`, title: `the folder ${path}` };
  }
  if (kind === 'claim') return { id: `volume:claim ${knownValue(container.pod?.namespace) ?? ''}/${path}`, title: `the claim ${path}` };
  if (kind !== 'volume') return undefined;
  const scope = container.engine === 'kubernetes' ? groupOf(container) : (container.group ?? '');
  return { id: `volume:${scope}/${path}`, title: `the volume ${path}` };
}

function volumeSteps(inmate: Inmate, mount: Mount): readonly Draft[] {
  const { container, root: is } = inmate;
  const storage = storageOf(container, mount);
  if (storage === undefined) return [];
  const hold = shared(storage.id, storage.title);
  const path = knownValue(mount.destination) ?? storage.title;
  const { readonly, source } = mount;
  const writes = isUnknown(readonly)
    ? doubt(inmate, `whether it may write ${path} is not known`, readonly.because, readonly)
    : gap(inmate, `it mounts ${path} writable`, isKnown(readonly) ? readonly : source);
  const because = 'whether its user may write there is decided by the owner of the files';
  return [
    ...(knownValue(readonly) === true
      ? []
      : draft(inmate, {
          from: inside(container),
          to: hold,
          kind: 'volume-write',
          what: `changes files in ${path}`,
          gaps: [writes],
          ...(is === 'yes' ? {} : { certainty: 'perhaps', because }),
        })),
    ...draft(inmate, {
      from: hold,
      to: inside(container),
      kind: 'volume-use',
      what: `has ${container.name} run or read what lies in ${path}`,
      gaps: [gap(inmate, `it uses ${storage.title} at ${path}`, source)],
      certainty: 'perhaps',
      because: `what ${container.name} does with the files is not known`,
    }),
  ];
}

/** Whose namespace it joins, as an id that the other has as well; undefined: nobody's. */
function joins(container: Container, name: 'pid' | 'network' | 'ipc'): string | undefined {
  const namespace = knownValue(container.linux.namespaces[name]);
  const inPod = container.engine === 'kubernetes' && name !== 'pid' && namespace?.mode !== 'host';
  if (inPod) return groupOf(container);
  if (namespace?.mode !== 'shared') return undefined;
  const other = namespace.with ?? '';
  if (other === 'pod' || other.startsWith('pod:')) return groupOf(container);
  return idOf(container, other.replace(/^(?:container|service):/, ''));
}

/** As surfaces number their containers. */
const idOf = ({ origin }: Container, name: string): string => `${origin.source.path}#${name}`;

/** Podman and Docker let any container be joined; a pod's containers share by the pod alone. */
const joinable = ({ engine, kind }: Container): boolean => engine !== 'kubernetes' && kind === 'container';

/** Who may look into a process: everybody's tracer, root with the use of all ids, or the same user. */
const levels = (group: string) =>
  ({
    tracer: shared(`pid:${group}:tracer`, 'every process of a shared process namespace'),
    root: shared(`pid:${group}:root`, 'processes of every user of a shared process namespace'),
    user: (uid: string) => shared(`pid:${group}:user ${uid}`, `processes of uid ${uid} of a shared process namespace`),
  }) as const;

function processSharing(inmate: Inmate): readonly Draft[] {
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

/** To reach a program is nothing won yet. */
const ofAnother = { certainty: 'fault', because: 'it takes a fault of a program in another container' } as const;

/** A network of one's own, those of the project, that of a pod, or another container's. */
function networkSharing(inmate: Inmate): readonly Draft[] {
  const { container } = inmate;
  const joined = joins(container, 'network');
  const { network } = container.linux.namespaces;
  if (knownValue(network)?.mode === 'host' || knownValue(network)?.mode === 'none') return [];
  const nets = (container.networks ?? []).flatMap((entry) => (isKnown(entry) ? [`${container.group ?? ''}/${entry.value}`] : []));
  const own =
    container.group !== undefined && container.surface === 'compose' && nets.length === 0 && joined === undefined
      ? [`${container.group}/default`]
      : nets;
  const title = 'a network of several containers';
  const control = joined === undefined || container.engine === 'kubernetes' ? undefined : 'shared-namespace';
  return [...own, ...(joined === undefined ? [] : [joined])]
    .flatMap((id) =>
      draft(inmate, {
        from: inside(container),
        to: shared(`network:${id}`, title),
        kind: 'network-reach',
        gaps: [gap(inmate, 'it shares a network with other containers', network, id === joined ? control : undefined)],
        ...ofAnother,
      }),
    )
    .concat(
      [...own, ...(joined === undefined ? [] : [joined]), ...(joinable(container) ? [container.id] : [])].flatMap((id) =>
        draft(inmate, {
          from: shared(`network:${id}`, title),
          to: inside(container),
          kind: 'network-fault',
          what: `meets a fault of the program in ${container.name}`,
          gaps: [],
          certainty: 'fault',
          because: `it takes a fault of the program in ${container.name}`,
        }),
      ),
    );
}

/** Of IPC namespaces those alone count that somebody joins on purpose. */
function memorySharing(inmate: Inmate): readonly Draft[] {
  const { container } = inmate;
  const { ipc }: Namespaces = container.linux.namespaces;
  const title = 'the shared memory of several containers';
  const joined = container.engine === 'kubernetes' ? undefined : joins(container, 'ipc');
  const enter =
    joined === undefined
      ? []
      : draft(inmate, {
          from: inside(container),
          to: shared(`ipc:${joined}`, title),
          kind: 'memory-share',
          gaps: [gap(inmate, 'it shares memory with another container', ipc, 'shared-namespace')],
          ...ofAnother,
        });
  const open = joined ?? (knownValue(ipc)?.mode === 'shareable' ? container.id : undefined);
  if (open === undefined) return enter;
  return [
    ...enter,
    ...draft(inmate, {
      from: shared(`ipc:${open}`, title),
      to: inside(container),
      kind: 'memory-fault',
      what: `meets a fault of the program in ${container.name}`,
      gaps: [],
      certainty: 'fault',
      because: `it takes a fault of the program in ${container.name}`,
    }),
  ];
}

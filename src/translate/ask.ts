import {
  byDefault,
  type Container,
  type Engine,
  type Field,
  isKnown,
  isRootUser,
  knownValue,
  type Namespace,
  type Namespaces,
} from '../model/index.ts';
import { capabilitiesFor } from './capabilities.ts';
import { mountsFor } from './mounts.ts';
import type { Resolve } from './resolve.ts';

export interface Wish {
  /** As its author declared it. */
  readonly declared: Container;
  /** What its own engine makes of it. */
  readonly want: Container;
  readonly target: Engine;
  /** The target's own default stays where it is the stricter one and nobody asked for more. */
  readonly stricter: boolean;
  /** Also what the target does by itself. */
  readonly explicit: boolean;
}

/**
 * The declaration that gives the same effective view on the target engine: what the author wrote, and what the engines do differently by
 * themselves, each for its reason. What the target has no word for may still be in it. Pure.
 */
export function ask(wish: Wish, resolve: Resolve): Container {
  const steps = [rights, root, spaces, limits, kubernetesOnly, unprivilegedPorts];
  return steps.reduce((asked, step) => step(asked, resolve(asked, wish.target), wish, resolve), carried(wish));
}

type Step = (asked: Container, got: Container, wish: Wish, resolve: Resolve) => Container;

/** What is written, without what only the source's own surface knows. */
function carried({ declared, target }: Wish): Container {
  const { pod: _pod, written: _written, policies: _policies, acceptances: _acceptances, serviceAccountToken, ...rest } = declared;
  return {
    ...rest,
    process: withEntryPoint(declared),
    engine: target.kind,
    ...(target.kind === 'kubernetes' && serviceAccountToken !== undefined ? { serviceAccountToken } : {}),
  };
}

/** Where the image's entry point is taken away, and nothing put in its place, the words that follow are the program: every target can say that. */
function withEntryPoint({ process, engine }: Container): Container['process'] {
  const { entrypointWords, ...rest } = process;
  const words = knownValue(process.args)?.length ?? 0;
  if (entrypointWords !== 0 || words === 0) return process;
  return engine === 'kubernetes' ? rest : { ...rest, entrypointWords: words };
}

/** The field that must be written: the source's value where the target would have another one. */
function settled<T>(
  asked: Field<T> | undefined,
  want: Field<T> | undefined,
  got: Field<T> | undefined,
  wish: Wish,
  looser: (value: T) => boolean,
): Field<T> | undefined {
  if (!isKnown(want)) return asked;
  const alike = isKnown(got) && JSON.stringify(got.value) === JSON.stringify(want.value);
  if (alike ? !wish.explicit : isKnown(asked) || (wish.stricter && looser(want.value))) return asked;
  return want;
}

const part = <K extends string, T>(key: K, value: T | undefined): { [P in K]?: T } =>
  value === undefined ? {} : ({ [key]: value } as { [P in K]: T });

const rights: Step = (asked, got, wish, resolve) => {
  const { want, target, stricter } = wish;
  const capabilities = capabilitiesFor(asked, want, target, resolve, stricter);
  const on = knownValue(asked.privileged) === true;
  const seccomp = settled(asked.linux.seccomp, want.linux.seccomp, got.linux.seccomp, wish, ({ profile }) => profile === 'unconfined');
  // Under privilege most of it is off, and stays so.
  const nnp = on
    ? asked.process.noNewPrivileges
    : settled(asked.process.noNewPrivileges, want.process.noNewPrivileges, got.process.noNewPrivileges, wish, (value) => !value);
  const { capabilities: _, ...process } = asked.process;
  return {
    ...asked,
    process: { ...process, ...part('capabilities', capabilities), ...part('noNewPrivileges', nnp) },
    linux: { ...asked.linux, ...part('seccomp', seccomp) },
  };
};

const root: Step = (asked, got, wish) => {
  const readonly = settled(asked.root.readonly, wish.want.root.readonly, got.root.readonly, wish, (value) => !value);
  const { mounts, writableTmpfs } = mountsFor(asked, got, wish.want);
  return { ...asked, root: { ...asked.root, ...part('readonly', readonly), ...part('writableTmpfs', writableTmpfs) }, mounts };
};

const spaces: Step = (asked, got, wish) => {
  const own = asked.linux.namespaces;
  const names = ['pid', 'network', 'ipc', 'uts', 'user', 'cgroup'] as const;
  const found = names.flatMap((name): [keyof Namespaces, Field<Namespace>][] => {
    const want = wish.want.linux.namespaces[name];
    // A pod has no word for its names and cgroups.
    const field =
      got.linux.namespaces[name] === undefined
        ? own[name]
        : settled(own[name], want, got.linux.namespaces[name], wish, ({ mode }) => mode === 'host' || mode === 'shareable');
    return field === undefined || (knownValue(field)?.with === 'pod' && own[name] === undefined) ? [] : [[name, field]];
  });
  return { ...asked, linux: { ...asked.linux, namespaces: { ...own, ...Object.fromEntries(found) } } };
};

const limits: Step = (asked, got, wish) => {
  const { resources } = asked.linux;
  const pids = settled(
    resources.pids?.limit,
    wish.want.linux.resources.pids?.limit,
    got.linux.resources.pids?.limit,
    wish,
    (value) => value < 0,
  );
  const swap = swapFor(asked, wish);
  const memory = swap === undefined ? resources.memory : { ...resources.memory, swap };
  return {
    ...asked,
    linux: {
      ...asked.linux,
      resources: { ...resources, ...part('memory', memory), ...(pids === undefined ? {} : { pids: { limit: pids } }) },
    },
  };
};

/**
 * A pod has no swap unless its kubelet was told otherwise (Kubernetes 1.34, kubelet configuration: memorySwap.swapBehavior is NoSwap), where Docker and Podman
 * give as much again as the limit of memory.
 */
function swapFor({ linux: { resources } }: Container, { want, target }: Wish): Field<number> | undefined {
  const { limit, swap } = want.linux.resources.memory ?? {};
  if (want.engine !== 'kubernetes' || target.kind === 'kubernetes' || swap !== undefined || resources.memory?.swap !== undefined)
    return undefined;
  return isKnown(limit) && limit.value > 0 ? byDefault(limit.value, 'a pod has no swap') : undefined;
}

/** Nothing else mounts a token, and nothing else passes over the image's own health check. */
const kubernetesOnly: Step = (asked, got, { want, target, declared }) => {
  if (target.kind !== 'kubernetes') return asked;
  const token = declared.engine === 'kubernetes' ? asked.serviceAccountToken : byDefault(false, 'only Kubernetes mounts one');
  const healthcheck = got.healthcheck ?? want.healthcheck;
  return { ...asked, ...part('serviceAccountToken', token), ...part('healthcheck', healthcheck) };
};

const port = 'net.ipv4.ip_unprivileged_port_start';

/** Where Docker lets every user listen on port 80, another engine must be told; for root, and without such a port, nothing changes. */
const unprivilegedPorts: Step = (asked, got, { want, stricter }) => {
  const start = want.linux.sysctl.find(({ name }) => name === port);
  const user = knownValue(want.process.user);
  const low = want.ports.some(({ containerPort }) => Number.parseInt(knownValue(containerPort) ?? '', 10) < 1024);
  const alone = knownValue(want.linux.namespaces.network)?.mode === 'private';
  const settledAlready = got.linux.sysctl.some(({ name }) => name === port);
  if (start === undefined || settledAlready || stricter || !low || !alone || (user !== undefined && isRootUser(user))) return asked;
  return { ...asked, linux: { ...asked.linux, sysctl: [...asked.linux.sysctl, start] } };
};

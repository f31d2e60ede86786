import { compareVersions, type Escape } from '../../facts/escapes/index.ts';
import {
  bpfFaults,
  filterFaults,
  isStoppedBy,
  kernelFaults,
  nestedFaults,
  packetFaults,
  ringFaults,
  runtimeFaults,
  shimFaults,
} from '../../facts/ways/faults.ts';
import { knownValue } from '../../model/index.ts';
import { type Draft, draft } from '../build.ts';
import { ability, capability, host, hostUser, inside, root } from '../holds.ts';
import type { Inmate } from '../inmate.ts';
import type { Versions } from '../scene.ts';
import type { TrialName } from '../tried.ts';
import { hostNamespace, isMapped, isSandboxed, noUserNamespace, seccompLets } from '../walls.ts';
import { capabilitySteps, mayHold } from './inside.ts';

/** What is trusted whatever is declared: the kernel and the runtime. */
export function faultSteps(inmate: Inmate): readonly Draft[] {
  const { container, scene, rootless } = inmate;
  const from = inside(container);
  const own = isSandboxed(inmate) ? [] : kernelSteps(inmate);
  const because = sayFaults(runtimeFaultsOf(inmate), scene.versions, 'the runtime and its updates are trusted');
  return [
    ...own,
    ...draft(inmate, { from, to: rootless ? hostUser : host, kind: 'runtime-fault', gaps: [], certainty: 'fault', because }),
    ...shim(inmate),
  ];
}

/** The same list for all who are alike in this. */
const lists = new Map<string, readonly Escape[]>();

function runtimeFaultsOf(inmate: Inmate): readonly Escape[] {
  const program = runtimeOf(inmate);
  const mapped = isMapped(inmate);
  const isNeverRoot = inmate.root === 'no' && knownValue(inmate.container.process.noNewPrivileges) === true;
  const key = `${program} ${mapped} ${isNeverRoot}`;
  const list = lists.get(key) ?? runtimeFaults.filter((one) => one.program === program && !isStopped(one));
  lists.set(key, list);
  return list;

  function isStopped(fault: Escape): boolean {
    return (mapped && isStoppedBy(fault, 'user-namespace')) || (isNeverRoot && isStoppedBy(fault, 'non-root-user'));
  }
}

/** Docker and nodes run runc unless somebody says otherwise, Podman of today crun. */
function runtimeOf({ container }: Inmate): string {
  const named = knownValue(container.runtime) ?? '';
  if (named !== '') return ['runc', 'crun'].find((program) => named.includes(program)) ?? 'another';
  return container.engine === 'podman' ? 'crun' : 'runc';
}

function kernelSteps(inmate: Inmate): readonly Draft[] {
  const { container, scene } = inmate;
  const because = sayFaults(kernelFaults, scene.versions, 'the kernel and its updates are trusted');
  return [
    ...draft(inmate, { from: inside(container), to: host, kind: 'kernel-fault', gaps: [], certainty: 'fault', because }),
    ...nested(inmate),
    ...withCapability(inmate, 'CAP_NET_ADMIN', { kind: 'packet-filter-fault', faults: filterFaults, trial: 'network settings' }),
    ...withCapability(inmate, 'CAP_NET_RAW', { kind: 'packet-socket-fault', faults: packetFaults, trial: 'packet sockets' }),
    ...throughDoor(inmate, ['bpf'], 'load BPF programs', { kind: 'bpf-fault', faults: bpfFaults, trial: 'bpf' }),
    ...throughDoor(inmate, ['io_uring_setup'], 'use io_uring', { kind: 'io-uring-fault', faults: ringFaults, trial: 'io_uring' }),
  ];
}

/** A user namespace of one's own gives every capability in it, and so reaches code that was written for root. */
function nested(inmate: Inmate): readonly Draft[] {
  const { container, scene } = inmate;
  if (affecting(nestedFaults, scene.versions).length === 0) return [];
  const to = ability(container, 'new-user-namespace', 'a new user namespace');
  const doors = ['unshare(CLONE_NEWUSER)', 'clone(CLONE_NEWUSER)', 'clone3'];
  const gaps = [seccompLets(inmate, doors, 'make a new user namespace')];
  const made = draft(inmate, { from: inside(container), to, kind: 'new-user-namespace', gaps, trial: 'new user namespace' });
  if (made.length === 0) return [];
  const because = sayFaults(nestedFaults, scene.versions);
  return [...made, ...draft(inmate, { from: to, to: host, kind: 'nested-kernel-fault', gaps: [], certainty: 'fault', because })];
}

interface Met {
  readonly kind: string;
  readonly faults: readonly Escape[];
  readonly trial: TrialName;
}

function withCapability(inmate: Inmate, which: string, { kind, faults, trial }: Met): readonly Draft[] {
  const { container, scene } = inmate;
  if (affecting(faults, scene.versions).length === 0 || !mayHold(inmate, which)) return [];
  const because = sayFaults(faults, scene.versions);
  const onward = draft(inmate, { from: capability(container, which), to: host, kind, gaps: [], trial, certainty: 'fault', because });
  return onward.length === 0 ? [] : [...capabilitySteps(inmate, which), ...onward];
}

function throughDoor(inmate: Inmate, doors: readonly string[], what: string, { kind, faults, trial }: Met): readonly Draft[] {
  const { container, scene } = inmate;
  if (affecting(faults, scene.versions).length === 0) return [];
  const gaps = [seccompLets(inmate, doors, what)];
  return draft(inmate, {
    from: inside(container),
    to: host,
    kind,
    gaps,
    trial,
    certainty: 'fault',
    because: sayFaults(faults, scene.versions),
  });
}

/** The shim takes orders of uid 0 alone. */
function shim(inmate: Inmate): readonly Draft[] {
  const { container, scene } = inmate;
  if (container.engine === 'podman' || container.engine === 'oci' || affecting(shimFaults, scene.versions).length === 0) return [];
  const network = hostNamespace(inmate, 'network');
  if (network === 'shut') return [];
  const gaps = [network, noUserNamespace(inmate)];
  const because = sayFaults(shimFaults, scene.versions);
  return draft(inmate, { from: root(container), to: host, kind: 'shim-fault', gaps, certainty: 'fault', because });
}

const programs: Readonly<Record<string, keyof Versions>> = { kernel: 'kernel', runc: 'runc', crun: 'crun', containerd: 'containerd' };

/** Those that the machine's versions have; all of them where a version is not known. */
function affecting(faults: readonly Escape[], versions: Versions | undefined): readonly Escape[] {
  if (versions === undefined) return faults;
  return faults.filter(({ program, affected }) => {
    const key = programs[program];
    const version = key === undefined ? undefined : versions[key];
    if (version === undefined || compareVersions(version, '0') === undefined) return true;
    return affected.some(({ from = '0', fixed }) => notBefore(version, from) && (fixed === undefined || !notBefore(version, fixed)));
  });
}

const notBefore = (version: string, other: string): boolean => (compareVersions(version, other) ?? -1) >= 0;

/** Asked for every container, and nearly always alike: by what is known of the machine, and by the list. */
const said = new WeakMap<Versions, WeakMap<readonly Escape[], string>>();
const anyMachine: Versions = {};

function sayFaults(faults: readonly Escape[], versions: Versions = anyMachine, none = 'it takes a fault'): string {
  const lists = said.get(versions) ?? new WeakMap<readonly Escape[], string>();
  said.set(versions, lists);
  const text = lists.get(faults) ?? say(affecting(faults, versions), none);
  lists.set(faults, text);
  return text;
}

function say(faults: readonly Escape[], none: string): string {
  const [first] = faults;
  if (first === undefined) return none;
  return `${none}: ${faults.map((fault) => `${fault.cve} (${rangeOf(fault)})`).join(', ')}`;
}

const names: Readonly<Record<string, string>> = { kernel: 'Linux' };

/** "Linux 5.8 and later, mended in 5.10.102, 5.15.25, 5.16.11" */
function rangeOf({ program, affected }: Escape): string {
  const name = names[program] ?? program;
  const from = affected[0]?.from;
  const fixed = affected.flatMap((range) => range.fixed ?? []);
  return `${name}${from === undefined ? '' : ` ${from} and later`}, mended in ${fixed.join(', ')}`;
}

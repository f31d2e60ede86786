import { doorCount, doors, shutByDefault } from '../../facts/syscalls/index.ts';
import {
  broken,
  type Container,
  type Control,
  type Field,
  held,
  inapplicable,
  knownValue,
  type SeccompStrength,
  undecided,
  type Verdict,
} from '../../model/index.ts';
import { isGrave, isOpenToAll, sayDoors } from './doors.ts';

export const seccompProfileStrength: Control = {
  id: 'seccomp-profile-strength',
  group: 'kernel surface',
  title: 'A seccomp profile of its own shuts what the engine’s own profile shuts',
  stops:
    'An intruder finds no door to the kernel that the profile of the engine would have shut: new user namespaces (CVE-2022-0185, CVE-2023-32233, CVE-2024-1086), io_uring, BPF, keys, modules.',
  why: 'A profile is often written for one program, copied years ago or recorded by a tool, and then lets through what nobody meant: clone without its flags is a new user namespace, and clone3 hides its flags from every filter (answer it with errno 38, then programs fall back to clone). What the profile lets through is decided here call by call as the kernel does it, for the capabilities of this container; `bulkhead seccomp show FILE` lists it and `bulkhead seccomp diff` compares two profiles.',
  severity: 'medium',
  gain: 'host',
  level: 'recommended',
  judges: ['container'],
  kernel: 'linux',
  risk: {
    safe: false,
    because: 'the program may need a call that only its own profile lets through',
    test: 'Run its tests, and look for "Operation not permitted" and "Function not implemented".',
  },
  references: {
    cisDocker: ['5.22'],
    nsaCisa: ['Hardening container environments'],
    nist800190: ['4.4.3'],
    mitre: ['T1611', 'T1068'],
  },
  judge(container) {
    const field = container.linux.seccomp;
    if (field === undefined) return inapplicable('which profile it runs under is not known; see seccomp');
    if (field.state === 'unknown') return undecided(field);
    const { profile } = field.value;
    if (profile === 'unconfined') return inapplicable('it runs without a profile; see seccomp');
    if (profile === 'default') return judgeOwn(container, field);
    const { seccompStrength } = container.linux;
    if (seccompStrength === undefined)
      return undecided({ because: 'what its profile lets through was not looked up', origin: field.origin });
    if (seccompStrength.state === 'unknown') return undecided({ because: seccompStrength.because, origin: field.origin });
    return judgeStrength(container, seccompStrength.value);
  },
  harden: () => [{ set: 'linux.seccomp', to: { profile: 'default' } }],
};

/** Whose profile is the measure. */
const engines = {
  docker: "Docker's own profile",
  podman: "Podman's own profile",
  kubernetes: "containerd's own profile",
  oci: "Docker's own profile",
} as const;

const capabilitiesOf = ({ process }: Container): ReadonlySet<string> =>
  new Set((process.capabilities?.bounding ?? []).flatMap((entry) => knownValue(entry) ?? []));

const shutHere = (container: Container): ReadonlySet<string> =>
  shutByDefault(container.engine, container.engineVersion, capabilitiesOf(container));

/**
 * The engine's own profile is the measure, so it is held. What this version of it leaves open is said to those who ask for every measure: they shut it
 * by a profile of their own. Which version a node runs is not known.
 */
function judgeOwn(container: Container, field: Field<unknown>): readonly Verdict[] {
  const { engine } = container;
  const shut = shutHere(container);
  const kept = held(`${engines[engine]} shuts ${shut.size} of ${doorCount} known doors to the kernel`, field);
  const left = engine === 'docker' || engine === 'podman' ? doors.filter((door) => isOpenToAll(door) && !shut.has(door.id)) : [];
  if (left.length === 0) return [kept];
  return [kept, broken(`runs under ${engines[engine]}, which leaves open: ${sayDoors(left)}`, field, { level: 'strict', remedy: [] })];
}

function judgeStrength(container: Container, strength: SeccompStrength): Verdict | readonly Verdict[] {
  const { seccomp: field } = container.linux;
  const { file, open, allowsByDefault, defaultAction, defaultLine, deniedAtStart } = strength;
  const shut = shutHere(container);
  const wider = open.filter(({ id }) => shut.has(id));
  const verdicts: Verdict[] = [];
  if (allowsByDefault) {
    const more = wider.length === 0 ? '' : `, among them ${sayDoors(wider)}`;
    verdicts.push(
      broken(`lets every call through that ${file} does not name (${defaultAction}, line ${defaultLine})${more}`, field, {
        severity: 'high',
      }),
    );
  } else if (wider.length > 0) {
    const isSerious = wider.some(({ id }) => isGrave(id, wider, capabilitiesOf(container)));
    const detail = `runs under ${file}, which lets through what ${engines[container.engine]} denies: ${sayDoors(wider)}`;
    verdicts.push(broken(detail, field, isSerious ? {} : { severity: 'low' }));
  } else {
    verdicts.push(held(`${file} shuts what ${engines[container.engine]} shuts, and ${sayCount(strength)}`, field));
  }
  if (deniedAtStart.length > 0)
    verdicts.push(broken(sayStart(strength, container), field, { level: 'strict', gain: 'availability', severity: 'low' }));
  return verdicts;
}

function sayCount({ architectures, defaultAction }: SeccompStrength): string {
  const [own] = architectures;
  if (own === undefined) return `answers ${defaultAction} to the rest`;
  const some = own.depends === 0 ? '' : ` and ${own.depends} by argument`;
  return `lets ${own.allowed} of ${own.total} calls through${some} (${own.architecture})`;
}

const sayStart = ({ deniedAtStart, file }: SeccompStrength, { process }: Container): string =>
  `would not start: runc itself calls ${deniedAtStart.slice(0, 4).join(', ')}${deniedAtStart.length > 4 ? ' and more' : ''} under ${file}, which denies it${
    knownValue(process.noNewPrivileges) === true ? '' : ' (with no-new-privileges it would call less)'
  }`;

import { engineFacts } from '../../facts/engines/index.ts';
import {
  broken,
  type Container,
  type Control,
  type Entries,
  held,
  isKnown,
  isUnknown,
  knownValue,
  runsAsRoot,
  undecided,
  type Verdict,
} from '../../model/index.ts';

export const capabilitiesDropped: Control = {
  id: 'capabilities-dropped',
  group: 'privilege',
  title: 'Every capability is dropped, and only named ones are added back',
  stops:
    'A process that is taken over, as root or through a set-uid program, cannot change owners, make device files, forge packets or take on another user: it has none of the powers that an engine gives by default.',
  why: 'Engines give each container a set of capabilities that suits any program (14 in Docker, 11 in Podman), and most programs use none. Drop ALL and run the workload through its tests: "Operation not permitted" at start names what is missing, usually CHOWN, SETUID and SETGID for an entry point that steps down, or NET_BIND_SERVICE for a low port. Add back that one by name.',
  severity: 'medium',
  gain: 'privileges',
  level: 'recommended',
  judges: ['container'],
  kernel: 'linux',
  risk: {
    safe: false,
    because: 'a program that binds low ports as an ordinary user, changes owners or steps down from root needs capabilities back',
    test: 'Start it, use it and stop it; add back what its log names with operation not permitted',
  },
  references: {
    pss: ['capabilities_restricted'],
    cisDocker: ['5.4'],
    cisKubernetes: ['5.2.9', '5.2.10'],
    nsaCisa: ['Pod security enforcement'],
    nist800190: ['4.4.3'],
    mitre: ['T1611', 'T1068'],
  },
  judge(container) {
    const bounding = container.process.capabilities?.bounding;
    if (bounding === undefined) return undecided({ because: 'which capabilities the engine gives is not known', origin: container.origin });
    const unclear = bounding.find(isUnknown);
    if (unclear !== undefined) return undecided(unclear);
    if (container.surface === 'process') return judgeProcess(container, bounding);
    const known = bounding.filter(isKnown);
    const unasked = known.filter(({ state }) => state === 'default');
    if (unasked.length > 0)
      return broken(kept(unasked.length), unasked[0], { severity: runsAsRoot(container) === false ? 'low' : 'medium' });
    const names = known.map(({ value }) => value);
    return held(names.length === 0 ? 'has no capability' : `has only ${names.join(', ')}`, container.process.capabilities?.drop?.[0]);
  },
  harden: () => [{ set: 'process.capabilities.drop', to: ['ALL'] }],
};

const kept = (count: number): string => `keeps ${count} ${count === 1 ? 'capability' : 'capabilities'} that it never asked for`;

/** The kernel does not know what was asked for: a set in which nothing is missing that every engine gives is one that nobody made smaller. */
function judgeProcess(container: Container, bounding: Entries<string>): Verdict {
  const [docker = [], podman = []] = [engineFacts.docker, engineFacts.podman].map(({ capabilities }) => capabilities.at(-1)?.value);
  const usual = docker.filter((name) => podman.includes(name));
  const names = new Set(bounding.map(knownValue));
  const count = `${names.size} ${names.size === 1 ? 'capability' : 'capabilities'}`;
  if (!usual.every((name) => names.has(name))) return held(names.size === 0 ? 'has no capability' : `has ${count}`, bounding[0]);
  return broken(`may use ${count}, all those among them that engines give to everybody`, bounding[0], {
    severity: runsAsRoot(container) === false ? 'low' : 'medium',
  });
}

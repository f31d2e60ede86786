import {
  broken,
  type Change,
  type Container,
  type Control,
  held,
  isKnown,
  isUnknown,
  knownValue,
  type Mount,
  undecided,
  type Verdict,
} from '../../model/index.ts';

export const mountPropagation: Control = {
  id: 'mount-propagation',
  group: 'isolation',
  title: 'Mounts made in the container stay in the container',
  stops: 'An intruder who can mount cannot put file systems over folders of the host or of other containers.',
  why: "With shared propagation (shared, rshared, Kubernetes' Bidirectional) a mount made inside appears on the host as well, and one undone inside is undone there. It takes CAP_SYS_ADMIN inside, or a privileged container, to use it. Storage plugins and FUSE sidecars need it, and only on the one folder where they mount. A container that only has to see mounts that the host makes later needs slave propagation (rslave, HostToContainer), which runs one way; the default, private, is enough for the rest.",
  severity: 'medium',
  gain: 'host',
  level: 'recommended',
  judges: ['container'],
  kernel: 'linux',
  risk: {
    safe: false,
    because: 'mounts that it makes no longer appear on the host',
    test: 'Let it mount something, and look for it where it is used',
  },
  references: { cisDocker: ['5.20'], nist800190: ['4.4.3'], mitre: ['T1611'] },
  judge(container) {
    const verdicts = container.mounts.map((mount) => judgeMount(mount, container)).filter((verdict) => verdict !== undefined);
    return verdicts.length > 0 ? verdicts : held('no mount is shared with the host');
  },
  harden: ({ mounts }) => mounts.filter(isShared).flatMap(makeOneWay),
};

function judgeMount(mount: Mount, container: Container): Verdict | undefined {
  const { propagation, destination } = mount;
  if (isUnknown(propagation)) return undecided(propagation);
  if (!isShared(mount)) return undefined;
  const able = canMount(container);
  const detail = `mounts made below ${knownValue(destination) ?? 'it'} appear on the host${able ? ', and the container may mount' : ''}`;
  return broken(detail, propagation, { severity: able ? 'high' : 'medium', remedy: makeOneWay(mount) });
}

const isShared = ({ propagation }: Mount): boolean => ['shared', 'rshared'].includes(knownValue(propagation) ?? '');

/** To see the host's later mounts is what is left of the purpose; private would change what the container sees. */
const makeOneWay = ({ destination }: Mount): Change[] =>
  isKnown(destination) ? [{ set: 'mounts.propagation', to: { destination: destination.value, propagation: 'rslave' } }] : [];

function canMount({ privileged, process: { capabilities } }: Container): boolean {
  const set = capabilities?.bounding ?? capabilities?.add ?? [];
  return knownValue(privileged) === true || set.map(knownValue).some((name) => name === 'CAP_SYS_ADMIN' || name === 'ALL');
}

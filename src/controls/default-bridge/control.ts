import { broken, type Control, held, inapplicable, isUnknown, knownValue, undecided } from '../../model/index.ts';

export const defaultBridge: Control = {
  id: 'default-bridge',
  group: 'network',
  title: 'The container is on a network of its own project, not on the default bridge',
  stops: 'An intruder in one container does not reach every other container of the host that nobody gave a network.',
  why: "Docker puts a container that names no network on the bridge docker0, together with all others of the host, and lets them talk to each other on every port unless the engine is told otherwise (icc: false). A network of one's own (docker network create) parts the projects, and gives its containers names besides. Compose makes one for each project. The default bridge has no names, so programs that find each other by address or --link have to be changed to names.",
  severity: 'low',
  gain: 'other containers',
  level: 'strict',
  judges: ['container'],
  kernel: 'linux',
  risk: {
    safe: false,
    because: 'whoever reaches it by its address on the default bridge no longer does',
    test: 'Let its peers connect to it by its name',
  },
  references: { cisDocker: ['5.30', '2.2'], nist800190: ['4.3.3'], mitre: ['T1046'] },
  judge(container) {
    if (container.engine !== 'docker') return inapplicable(`the default bridge is Docker's`);
    const { network } = container.linux.namespaces;
    if (isUnknown(network)) return undecided(network);
    const mode = knownValue(network)?.mode;
    if (mode === 'host' || mode === 'none' || mode === 'shared') return held(`is not on a bridge: its network is ${mode}`, network);
    const [first] = container.networks ?? [];
    if (first === undefined) return container.surface === 'compose' ? held("is on the project's own network") : broken(onBridge, network);
    if (isUnknown(first)) return undecided(first);
    return isDefault(first.value) ? broken(onBridge, first) : held(`is on the network ${first.value}`, first);
  },
  harden: ({ group }) => [{ set: 'networks', to: group ?? 'NAME' }],
};

const onBridge = 'is on the default bridge, with every container of the host that names no network';

const isDefault = (name: string): boolean => name === 'bridge' || name === 'default';

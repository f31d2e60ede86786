import { signOfRawSocket } from '../../facts/needs.ts';
import { broken, type Container, type Control, type Field, held, isUnknown, knownValue, undecided } from '../../model/index.ts';

export const netRaw: Control = {
  id: 'net-raw',
  group: 'privilege',
  title: 'The container cannot open raw network sockets',
  stops:
    'An intruder cannot forge packets, so cannot pose as a neighbour on the bridge (ARP and DNS spoofing) or reach kernel bugs behind packet sockets such as CVE-2020-14386.',
  why: 'CAP_NET_RAW was given for ping. Docker since 20.10 and Podman open ICMP sockets to every group (net.ipv4.ping_group_range), so ping works without it. Programs that build packets themselves do need it: tcpdump, nmap, some DHCP servers, keepalived.',
  severity: 'medium',
  gain: 'network',
  level: 'strict',
  judges: ['container'],
  kernel: 'linux',
  risk: (container) => {
    const sign = signOfRawSocket(container) ?? asksForIt(container);
    return sign === undefined
      ? { safe: true, because: 'nothing in its declaration opens raw sockets, as ping and packet capture do' }
      : { safe: false, because: `there is a sign of raw sockets: ${sign}`, test: 'Use the function that sends or captures packets' };
  },
  references: {
    pss: ['capabilities_baseline', 'capabilities_restricted'],
    cisDocker: ['5.4'],
    cisKubernetes: ['5.2.8'],
    nist800190: ['4.4.2', '4.4.3'],
    mitre: ['T1068'],
  },
  judge(container) {
    const bounding = container.process.capabilities?.bounding;
    if (bounding === undefined) return undecided({ because: 'which capabilities the engine gives is not known', origin: container.origin });
    const raw = bounding.find(gives);
    if (raw !== undefined) return broken('may send forged packets (CAP_NET_RAW)', raw);
    const unclear = bounding.find(isUnknown);
    return unclear === undefined ? held('has no CAP_NET_RAW') : undecided(unclear);
  },
  harden({ process }) {
    const added = process.capabilities?.add?.some((entry) => knownValue(entry) === 'CAP_NET_RAW');
    return added
      ? [{ set: 'process.capabilities.remove', to: ['CAP_NET_RAW'] }]
      : [{ set: 'process.capabilities.drop', to: ['CAP_NET_RAW'] }];
  },
};

const gives = (entry: Field<string>): boolean => knownValue(entry) === 'CAP_NET_RAW' || knownValue(entry) === 'ALL';

const asksForIt = ({ process }: Container): string | undefined =>
  process.capabilities?.add?.some((entry) => knownValue(entry) === 'CAP_NET_RAW') === true ? 'it asks for NET_RAW itself' : undefined;

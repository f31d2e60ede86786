import { broken, type Control, held, isUnknown, knownValue, undecided } from '../../model/index.ts';

export const hostNetwork: Control = {
  id: 'host-network',
  group: 'isolation',
  title: 'The container has a network namespace of its own',
  stops:
    'An intruder does not reach what listens on the loopback address of the host, cannot listen on its ports or capture its traffic, and network policies apply.',
  why: "In the host's network namespace the services that the host keeps for itself on 127.0.0.1 are within reach (the kubelet's read-only port, databases, agents, a cloud's metadata service), CAP_NET_RAW captures the traffic of the whole host, published ports and most network policies have no effect, and abstract Unix sockets of the host can be joined, which was the way out in CVE-2020-15257 (containerd before 1.3.9 and 1.4.3). Network plugins, node agents and some discovery protocols (multicast, DHCP) need it; others need only the ports that they listen on, published. To find these: `ss -lntu` inside the running container.",
  severity: 'high',
  gain: 'network',
  level: 'recommended',
  judges: ['container'],
  kernel: 'linux',
  risk: {
    safe: false,
    because: 'it no longer listens on the addresses of the host, and localhost is itself: ports have to be published',
    test: 'Publish the ports that it serves, and connect to each of them',
  },
  references: {
    pss: ['hostNamespaces'],
    cisDocker: ['5.10'],
    cisKubernetes: ['5.2.5'],
    nsaCisa: ['Pod security enforcement'],
    nist800190: ['4.4.2'],
    mitre: ['T1611', 'T1046'],
  },
  judge(container) {
    const field = container.linux.namespaces.network;
    if (isUnknown(field)) return undecided(field);
    if (knownValue(field)?.mode !== 'host') return held('does not share the network of the host', field);
    return broken("uses the host's network: its loopback services, its ports and its traffic are within reach", field);
  },
  harden: () => [{ set: 'linux.namespaces.network', to: { mode: 'private' } }],
};

import { broken, type Control, held, inapplicable, isUnknown, undecided } from '../../model/index.ts';

export const probeHost: Control = {
  id: 'probe-host',
  group: 'network',
  title: 'Probes and lifecycle hooks ask the pod itself, and no other host',
  stops:
    'Whoever may write a pod cannot make the kubelet of a node send requests for it: to services that listen on the node alone, to the metadata address of the cloud, or around network policies.',
  why: 'The kubelet makes the requests of httpGet and tcpSocket from the network of the node, where no NetworkPolicy holds it. With `host` they go to any address that the author of the pod names, and whether they succeed shows in the status of the pod: a scanner of the inner network. Leave `host` out and the kubelet asks the address of the pod; set the Host header through httpHeaders where a server needs a name. A pod in the network of the node that listens on 127.0.0.1 only can use an exec probe.',
  severity: 'low',
  gain: 'network',
  level: 'strict',
  judges: ['container'],
  risk: {
    safe: false,
    because: 'a server that listens on another address than that of the pod does not answer any more',
    test: 'Look whether the pod becomes ready',
  },
  references: { pss: ['hostProbesAndHostLifecycle'], nist800190: ['4.4.2'], mitre: ['T1046'] },
  judge(container) {
    if (container.written === undefined) return inapplicable('only Kubernetes asks a container how it is over the network');
    const { hosts } = container.written;
    const verdicts = hosts.flatMap(({ path, host }) => {
      if (isUnknown(host)) return [undecided(host)];
      return host.value === '' ? [] : [broken(`makes the kubelet ask another host (${path})`, host)];
    });
    return verdicts.length === 0 ? held('makes the kubelet ask no other host') : verdicts;
  },
  harden: () => [],
};

import {
  broken,
  type Host,
  type HostControl,
  type HostVerdict,
  held,
  hiddenEngines,
  inapplicable,
  isUnknown,
  knownValue,
  undecided,
  written,
} from '../../model/index.ts';

export const engineRootless: HostControl = {
  id: 'engine-rootless',
  group: 'host and engine',
  title: 'The engine runs as an ordinary user',
  stops: 'A way out of a container, or a fault in the engine, ends as one ordinary user of the host and not as root.',
  why: 'A daemon that runs as root starts every container as root and gives its socket to whoever may open it. A rootless engine lives in a user namespace: container root is a user without rights outside. It needs ranges in /etc/subuid and /etc/subgid, and cgroup version 2 with delegated controllers, or limits are silently not applied. Ports below 1024 and some storage and network drivers need care. A Kubernetes node runs its kubelet and runtime as root.',
  severity: 'medium',
  gain: 'host',
  level: 'recommended',
  references: {
    cisDocker: ['2.1'],
    nsaCisa: ['"Non-root" containers and "rootless" container engines'],
    nist800190: ['4.4.1'],
    mitre: ['T1611'],
  },
  steps: ['dockerd-rootless-setuptool.sh install as the user who runs the containers, or Podman as that user'],
  judge: (host) => {
    const verdicts = [...host.docker.map(dockerVerdict), ...podmanVerdicts(host), ...nodeVerdicts(host)];
    return verdicts.length > 0 ? verdicts : noEngine(host);
  },
};

function noEngine(host: Host): readonly HostVerdict[] {
  const hidden = hiddenEngines(host);
  return hidden.length > 0 ? hidden : [inapplicable('no engine runs here, and no Docker daemon is installed')];
}

function dockerVerdict({ name, rootless, running, settings }: Host['docker'][number]): HostVerdict {
  if (isUnknown(rootless)) return undecided(rootless);
  if (knownValue(rootless)) return held(`${name} runs without root`, rootless);
  const remapped = (knownValue(settings['userns-remap']) ?? '') !== '';
  const detail = running ? `${name}'s daemon runs as root` : `${name} is installed to run as root (it does not run now)`;
  // With userns-remap container root is nobody on the host; the daemon itself is still root.
  return broken(remapped ? `${detail}; its containers do not (userns-remap)` : detail, rootless, remapped ? { severity: 'low' } : {});
}

/** Podman has no daemon: whoever starts a container has a conmon of their own. CRI-O starts conmon as well. */
function podmanVerdicts({ processes, programs }: Host): HostVerdict[] {
  if (!programs.some(({ name }) => name === 'podman') || processes.some(({ name }) => name === 'crio')) return [];
  const monitors = processes.filter(({ name }) => name === 'conmon');
  const root = monitors.filter(({ uid }) => uid === 0);
  const [first] = root;
  if (first !== undefined) {
    const count = root.length === 1 ? 'one Podman container' : `${root.length} Podman containers`;
    return [
      {
        ...broken(`root runs ${count}`, written(first.pid, atProcess(first.pid))),
        steps: ['run them as a user of their own: podman run, or Quadlet units in ~/.config/containers/systemd'],
      },
    ];
  }
  return monitors.length > 0
    ? [held('Podman containers run for ordinary users only')]
    : [inapplicable('Podman is installed, and none of its containers runs')];
}

const atProcess = (pid: number) => ({ source: { path: `/proc/${pid}/status`, text: '' }, start: 0, end: 0 });

const nodeVerdicts = ({ processes }: Host): HostVerdict[] =>
  processes.some(({ name }) => name === 'kubelet' || name.startsWith('k3s') || name === 'rke2')
    ? [inapplicable('a Kubernetes node runs its kubelet and runtime as root; hostUsers: false is the measure there')]
    : [];

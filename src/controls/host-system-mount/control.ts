import { controlSocketAt } from '../../facts/control-sockets.ts';
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
import { exposure } from './exposure.ts';

export const hostSystemMount: Control = {
  id: 'host-system-mount',
  group: 'isolation',
  title: 'No system folder or credentials folder of the host is mounted',
  stops: "An intruder cannot take over the host by changing its files, or read its keys, password hashes and other containers' data.",
  why: "A bind mount puts a piece of the host into the container with the host's own ids: root inside is root there, unless the container has a user namespace. What that gives depends on the piece: a writable /etc or / is the host itself, a writable /proc sets core_pattern, a read-only /var/lib/docker shows every other container's files. Folders of a project, and harmless files such as a read-only /etc/localtime, are not reported on Docker and Podman. On Kubernetes every hostPath is: the pod gets whatever lies on the node it happens to run on, and the Pod Security baseline forbids it. Most needs have a narrower answer: a single file instead of its folder, read-only, a named volume or a claim, a ConfigMap. Node agents (log shippers, metrics, storage and network plugins) are the exception: read-only wherever they do not write. Finding out what is used: `strace -f -e trace=file`, or mount it read-only and watch for errors.",
  severity: 'high',
  gain: 'host',
  level: 'recommended',
  judges: ['container'],
  kernel: 'linux',
  risk: {
    safe: false,
    because: 'what it reads or writes below that path of the host is gone, or may no longer be written',
    test: 'Use the function that needs the path',
  },
  references: {
    pss: ['hostPathVolumes', 'restrictedVolumes'],
    cisDocker: ['5.6'],
    cisKubernetes: ['5.2.12'],
    nsaCisa: ['Pod security enforcement'],
    nist800190: ['4.5.5', '4.4.3'],
    mitre: ['T1611', 'T1552.001'],
  },
  judge(container) {
    const verdicts = container.mounts.map((mount) => judgeMount(mount, container)).filter((verdict) => verdict !== undefined);
    return verdicts.length > 0 ? verdicts : held('mounts no system folder of the host');
  },
  harden: (container) => container.mounts.flatMap((mount) => remedyFor(mount, container)),
};

function judgeMount(mount: Mount, container: Container): Verdict | undefined {
  const { source, readonly } = mount;
  if (!fromHost(mount) || source === undefined) return undefined;
  // What goes to where a control socket belongs is engine-socket's question.
  if (isUnknown(source))
    return controlSocketAt(knownValue(mount.destination) ?? '') === undefined ? undecided(source, 'medium') : undefined;
  if (controlSocketAt(source.value) !== undefined) return undefined;
  // Whether it can be written is not known: what reading alone gives away holds in any case.
  const writable = isUnknown(readonly) ? false : !knownValue(readonly);
  const exposed = exposure(source.value, writable, container);
  if (exposed === undefined) {
    return isUnknown(readonly) && exposure(source.value, true, container) !== undefined ? undecided(readonly, 'medium') : undefined;
  }
  const how = isUnknown(readonly) ? '' : writable ? ', writable' : ', read-only';
  return broken(`mounts ${source.value} of the host${how}: ${exposed.what}`, source, {
    severity: exposed.severity,
    gain: exposed.gain,
    remedy: remedyFor(mount, container),
  });
}

/** Read-only where that is enough, otherwise no mount at all. */
function remedyFor(mount: Mount, container: Container): Change[] {
  const { source, destination } = mount;
  if (!fromHost(mount) || !isKnown(source) || !isKnown(destination) || controlSocketAt(source.value) !== undefined) return [];
  const to = { destination: destination.value };
  if (exposure(source.value, false, container) !== undefined) return [{ set: 'mounts.remove', to }];
  const writable = !knownValue(mount.readonly) && exposure(source.value, true, container) !== undefined;
  return writable ? [{ set: 'mounts.readonly', to }] : [];
}

/** A bind mount, or one that may be: the short syntax tells a bind mount from a volume by its source alone. */
const fromHost = ({ type }: Mount): boolean => isUnknown(type) || knownValue(type) === 'bind';

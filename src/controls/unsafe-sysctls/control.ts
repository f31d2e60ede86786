import {
  isSysctl,
  kubeletSafeSysctls,
  type SysctlNamespace,
  sysctlEffect,
  sysctlNamespace,
  weakeningSysctls,
} from '../../facts/sysctls.ts';
import {
  broken,
  type Container,
  type Control,
  held,
  isUnknown,
  knownValue,
  type Sysctl,
  undecided,
  type Verdict,
} from '../../model/index.ts';

export const unsafeSysctls: Control = {
  id: 'unsafe-sysctls',
  group: 'kernel surface',
  title: 'The container changes no kernel parameter that others can feel',
  stops: 'A container cannot change how the kernel treats its neighbours, or open its own network stack to them.',
  why: 'Only the parameters of a network, IPC or UTS namespace belong to a container; the rest of /proc/sys is the host’s. Runtimes refuse such a setting, so the container does not start: set it on the host (sysctl.d, a node tuning operator) instead. Kubernetes refuses, beside these, every parameter that is not on its short list of safe ones, unless the kubelet of the node allows it by name; a pod that uses one stays in SysctlForbidden on other nodes.',
  severity: 'medium',
  gain: 'other containers',
  level: 'recommended',
  judges: ['container'],
  kernel: 'linux',
  risk: {
    safe: false,
    because: 'the kernel keeps its own value',
    test: 'Put it under its usual load',
  },
  references: { pss: ['sysctls'], nist800190: ['4.4.3', '4.5.2'] },
  judge(container) {
    const asked = askedFor(container);
    return asked.length === 0 ? held('changes no kernel parameter') : asked.map((one) => judgeOne(one, container));
  },
  harden: (container) =>
    askedFor(container)
      .filter((one) => judgeOne(one, container).outcome === 'broken')
      .map(({ name }) => ({ set: 'linux.sysctl.remove', to: { name } })),
};

/** Without those that the engine sets in every network namespace. */
const askedFor = ({ linux }: Container): Sysctl[] => linux.sysctl.filter(({ value }) => value.state !== 'default');

/** CRI-O's helper pinns took what follows a plus sign for the next setting. Source: CrowdStrike on CVE-2022-0811. */
const smuggles = /\+[\w./-]{1,100}=/;

function judgeOne(sysctl: Sysctl, container: Container): Verdict {
  const { name, value, origin } = sysctl;
  const remedy = [{ set: 'linux.sysctl.remove', to: { name } }] as const;
  const namespace = sysctlNamespace(name);
  if (namespace === undefined) return broken(`${name} belongs to the whole host, so the runtime refuses it`, value, { origin, remedy });
  if (isHosts(namespace, container)) {
    return broken(`${name} would change the ${namespace} namespace of the host, so the runtime refuses it`, value, { origin, remedy });
  }
  const asked = knownValue(value);
  if (asked !== undefined && smuggles.test(asked)) {
    return broken(`${name} is given a value that names another setting, which a CRI-O with CVE-2022-0811 sets on the host`, value, {
      origin,
      remedy,
      severity: 'high',
      gain: 'host',
    });
  }
  const effect = asked === undefined ? undefined : sysctlEffect(name, asked);
  if (effect !== undefined) return broken(`${name} ${effect}`, value, { origin, remedy, severity: 'low' });
  if (container.engine === 'kubernetes' && !isSafe(name, container.engineVersion)) {
    return broken(
      `${name} is not one of the safe sysctls${ofVersion(container)}, so the kubelet refuses it unless the node allows it`,
      value,
      {
        origin,
        remedy,
        severity: 'low',
      },
    );
  }
  if (isUnknown(value) && weakeningSysctls.some((weakening) => isSysctl(weakening.name, name))) return undecided(value, 'low');
  return held(`${name} belongs to this container alone`, value);
}

/** Safe since a version that is not newer than the one at hand; where none is known, safe in any. */
function isSafe(name: string, version: string | undefined): boolean {
  const since = kubeletSafeSysctls.get(name);
  return since !== undefined && (version === undefined || minorOf(version) >= minorOf(since));
}

/** Kubernetes 1.x. */
const minorOf = (version: string): number => Number(version.split('.')[1] ?? Number.POSITIVE_INFINITY);

const ofVersion = ({ engineVersion }: Container): string => (engineVersion === undefined ? '' : ` of Kubernetes ${engineVersion}`);

function isHosts(namespace: SysctlNamespace, { linux }: Container): boolean {
  return knownValue(linux.namespaces[namespace])?.mode === 'host';
}

import type { Exposure } from '../../facts/exposure.ts';
import { exposureOf } from '../../facts/host-paths.ts';
import { type Container, hasUserNamespace, runsAsRoot, type Severity, severities } from '../../model/index.ts';

/**
 * What a mount of this path gives to an intruder in this container: what the path gives to root of the host, one step
 * less where root inside is not that root, and on Kubernetes at least that it is a hostPath at all.
 */
export function exposure(path: string, writable: boolean, container: Container): Exposure | undefined {
  const found = exposureOf(path, writable, container.engine);
  if (found !== undefined) return isHostRoot(container) ? found : { ...found, severity: oneLess(found.severity) };
  if (container.engine !== 'kubernetes') return undefined;
  return writable
    ? { severity: 'medium', gain: 'host', what: 'the pod changes what lies there on whichever node it runs on' }
    : { severity: 'low', gain: 'host', what: 'the pod sees what lies there on whichever node it runs on' };
}

/** An ordinary user is one wall, a user namespace another; a set-uid program may open the first, so both count for one step only. */
const isHostRoot = (container: Container): boolean => !hasUserNamespace(container) && runsAsRoot(container) !== false;

const oneLess = (severity: Severity): Severity => severities[Math.max(severities.indexOf(severity) - 1, 0)] ?? 'low';

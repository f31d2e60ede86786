import { controlSocketAt } from '../../facts/control-sockets.ts';
import { exposureOf } from '../../facts/host-paths.ts';
import {
  type Container,
  type Field,
  hasUserNamespace,
  isKnown,
  isUnknown,
  knownValue,
  type Mount,
  runsAsRoot,
  type Severity,
  severities,
} from '../../model/index.ts';
import type { Aspect, Trait } from '../trait.ts';

/** Of a mount from the host by its path there, of every other one by what it is called; what the engine mounts itself is its own affair. */
export const mount: Aspect = {
  kind: 'mount',
  absent: { width: 0, said: 'not mounted' },
  subject: (key) => key,
  traits: (container) => container.mounts.filter(({ type }) => knownValue(type) !== 'system').flatMap((one) => traitsOf(one, container)),
};

function traitsOf(one: Mount, container: Container): Trait[] {
  const { type, source, destination, readonly, origin } = one;
  const at = knownValue(destination) ?? 'a place that is not known';
  const unsure = [type, source, readonly].map((field): Field<unknown> | undefined => field).find(isUnknown);
  if (unsure !== undefined || !isKnown(type)) {
    const why = unsure?.because ?? 'its kind is not known';
    const severity = controlSocketAt(at) === undefined ? 'medium' : 'critical';
    return [{ key: `mount at ${at}`, width: undefined, value: '', said: 'not known', because: why, severity, origin }];
  }
  const from = knownValue(source);
  const writable = knownValue(readonly) !== true;
  const what = from === undefined ? `${kindName[type.value]} at ${at}` : type.value === 'bind' ? from : `${kindName[type.value]} ${from}`;
  const state = writable ? 'writable' : 'read-only';
  const gives = type.value === 'bind' && from !== undefined ? givesOf(from, writable, container) : undefined;
  const shared = knownValue(one.propagation);
  const both = type.value === 'bind' && (shared === 'shared' || shared === 'rshared');
  return [
    {
      key: what,
      // What only the container writes to, or the cluster gives it to read, is no way anywhere.
      width: (type.value === 'tmpfs' || type.value === 'object' ? 0 : writable ? 2 : 1) + (both ? 2 : 0),
      value: `${state} ${shared ?? ''}`,
      said: `mounted, ${state}${both ? ', mounts go back to the host' : ''}`,
      name: `${type.value === 'bind' ? `${from} of the host` : what} (${state})`,
      ...(gives === undefined ? {} : { gives: gives.what }),
      severity: worst(gives?.severity ?? 'low', both ? 'medium' : 'low'),
      origin: readonly?.origin ?? origin,
    },
  ];
}

const worst = (a: Severity, b: Severity): Severity => (severities.indexOf(a) > severities.indexOf(b) ? a : b);

const kindName = {
  bind: 'host path',
  volume: 'volume',
  claim: 'claim',
  tmpfs: 'tmpfs',
  object: 'object',
  image: 'image',
  system: 'system mount',
} as const;

function givesOf(path: string, writable: boolean, container: Container): { severity: Severity; what: string } | undefined {
  const socket = controlSocketAt(path);
  if (socket !== undefined) return { severity: socket.severity, what: `the socket of ${socket.owner}: ${socket.gains}` };
  const exposure = exposureOf(path, writable, container.engine);
  if (exposure === undefined)
    return container.engine === 'kubernetes' ? { severity: writable ? 'medium' : 'low', what: 'a path of the node' } : undefined;
  const walled = hasUserNamespace(container) || runsAsRoot(container) === false;
  const severity = walled ? (severities[Math.max(severities.indexOf(exposure.severity) - 1, 0)] ?? 'low') : exposure.severity;
  return { severity, what: exposure.what };
}

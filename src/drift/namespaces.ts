import { type Container, knownValue, type Namespace, type Namespaces, type Severity } from '../model/index.ts';
import { type Direction, type Drift, differ, side } from './drift.ts';

const severities: Readonly<Record<keyof Namespaces, Severity>> = {
  pid: 'high',
  network: 'high',
  ipc: 'medium',
  uts: 'low',
  mount: 'critical',
  user: 'medium',
  cgroup: 'low',
  time: 'low',
};

/** Whether a namespace is the host's; with which other container one is shared the kernel does not say. */
export function namespaceDrifts({ linux: effective }: Container, { linux: observed, observed: seen }: Container): readonly Drift[] {
  const names = Object.keys(severities) as (keyof Namespaces)[];
  const drifts = names.flatMap((name) =>
    differ(`linux.namespaces.${name}`, severities[name], effective.namespaces[name], observed.namespaces[name], compare, ({ mode }) =>
      mode === 'none' ? 'none (nothing in it)' : mode,
    ),
  );
  drifts.push(...networkDrift(effective, seen));
  const root = seen?.rootOnHost;
  if (
    knownValue(effective.namespaces.user)?.mode !== 'private' ||
    root === undefined ||
    knownValue(root) !== 0 ||
    effective.namespaces.user === undefined
  )
    return drifts;
  if (drifts.some(({ path }) => path === 'linux.namespaces.user')) return drifts;
  return [
    ...drifts,
    {
      path: 'linux.uidMappings',
      severity: 'medium',
      direction: 'weaker',
      effective: side('root inside is another user of the host', effective.namespaces.user),
      observed: side('root inside is root of the host', root),
    },
  ];
}

function compare(asked: Namespace, is: Namespace): Direction | undefined {
  // What is shared with another container may be the host's there.
  if (asked.mode === 'shared') return undefined;
  return (asked.mode === 'host') === (is.mode === 'host') ? undefined : is.mode === 'host' ? 'weaker' : 'stronger';
}

/** A container without a network that has an interface all the same. */
function networkDrift({ namespaces: { network } }: Container['linux'], seen: Container['observed']): readonly Drift[] {
  const interfaces = seen?.interfaces;
  if (network === undefined || knownValue(network)?.mode !== 'none' || interfaces === undefined) return [];
  const names = knownValue(interfaces) ?? [];
  if (names.length === 0) return [];
  return [
    {
      path: 'linux.namespaces.network',
      severity: 'medium',
      direction: 'weaker',
      effective: side('none', network),
      observed: side(`has ${names.slice(0, 5).join(', ')}`, interfaces),
    },
  ];
}

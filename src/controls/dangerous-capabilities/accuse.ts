import { dangerousCapabilities as dangers } from '../../facts/capabilities.ts';
import {
  broken,
  type Container,
  type Default,
  type Entries,
  hasUserNamespace,
  isKnown,
  type Patch,
  severities,
  type Verdict,
  type Written,
} from '../../model/index.ts';
import { isUsable, severityOf } from './severity.ts';

type Known = Written<string> | Default<string>;

export const isDangerous = (capability: string): boolean => capability === 'ALL' || dangers.has(capability);

export const takeAway = (capabilities: readonly string[]): Patch =>
  capabilities.length === 0 ? [] : [{ set: 'process.capabilities.remove', to: capabilities }];

/** One group for each place or reason that brought capabilities: `privileged: true` is one finding, not twenty. */
export function groupsOf(bounding: Entries<string>): Known[][] {
  const groups = new Map<string, Known[]>();
  for (const entry of bounding.filter(isKnown)) {
    if (!isDangerous(entry.value)) continue;
    const reason = entry.state === 'written' ? '' : entry.from;
    const key = `${reason}@${entry.origin?.source.path ?? ''}:${entry.origin?.start ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()];
}

export function accuse(group: readonly Known[], container: Container): Verdict {
  const [first] = group;
  // The engine spells `ALL` out; the line that says it is what its author can change.
  const all = container.process.capabilities?.add?.filter(isKnown).find(({ value, origin }) => value === 'ALL' && origin === first?.origin);
  const names = group.map(({ value }) => value);
  const severity = severities.findLast((level) => names.some((name) => severityOf(name, container) === level));
  const asked = all === undefined ? names : ['ALL'];
  const field = all ?? first;
  const remedy = field?.state === 'written' ? takeAway(asked) : undefined;
  return broken(`${say(asked)}${boundsOf(names, container)}`, field, { severity, remedy });
}

/** What lessens it, as severityOf counts it. */
function boundsOf(names: readonly string[], container: Container): string {
  if (hasUserNamespace(container)) return ', as far as its user namespace reaches';
  return names.some((name) => isUsable(name, container)) ? '' : ', once a set-uid program gives it the use of it';
}

const say = (names: readonly string[]): string => {
  const [only = ''] = names;
  if (names.includes('ALL')) return 'holds every capability';
  if (names.length === 1) return `${only} ${dangers.get(only) ?? ''}`;
  if (names.length <= 4) return `holds ${names.join(', ')}`;
  const example = names.includes('CAP_SYS_ADMIN') ? 'CAP_SYS_ADMIN' : only;
  return `holds ${names.length} dangerous capabilities, ${example} among them`;
};

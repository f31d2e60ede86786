import { type Json, objectOf, textOf } from './nft-json.ts';
import { elementOf, isAbout, isOneOf, type Sets } from './nft-match.ts';
import type { Action, Sight } from './rule.ts';

/** What a statement comes to; undefined: it changes nothing, and the next one is asked. */
type Reads = (value: Json) => Action | undefined;

const marks: Reads = (value) => {
  const key = JSON.stringify(objectOf(value)?.key ?? '');
  return key.includes('"mark"') ? { kind: 'on', marks: { marked: true } } : undefined;
};
const as =
  (kind: 'accept' | 'drop' | 'return' | 'elsewhere'): Reads =>
  () => ({ kind });

const statements: Readonly<Record<string, Reads>> = {
  ...{ accept: as('accept'), drop: as('drop'), reject: as('drop'), return: as('return'), continue: () => undefined },
  ...{ masquerade: as('accept'), snat: as('accept'), dnat: as('elsewhere'), redirect: as('elsewhere'), tproxy: as('elsewhere') },
  ...{ queue: as('elsewhere'), fwd: as('elsewhere'), synproxy: as('elsewhere') },
  jump: (value) => ({ kind: 'jump', chain: textOf(objectOf(value)?.target) }),
  goto: (value) => ({ kind: 'goto', chain: textOf(objectOf(value)?.target) }),
  mangle: marks,
  notrack: () => ({ kind: 'on', marks: { untracked: true } }),
  xt: () => ({ kind: 'unclear' }),
};
/** They count, note and ask; `match` and its like have been asked before. */
const silent = new Set([
  ...['match', 'counter', 'log', 'comment', 'limit', 'quota', 'ct count', 'meter', 'dup', 'set', 'map'],
  ...['ct helper', 'ct timeout', 'ct expectation', 'flow', 'secmark', 'last'],
]);

/** What a rule does to a packet to which it applies: marks add up until something decides. */
export function nftAction(expressions: readonly Readonly<Record<string, Json>>[], sight: Sight, sets: Sets): Action {
  let left: Action = { kind: 'on' };
  for (const expression of expressions)
    for (const [name, value] of Object.entries(expression)) {
      const action = name === 'vmap' ? byMap(value, sight, sets) : statements[name]?.(value);
      if (action === undefined && statements[name] === undefined && name !== 'vmap' && !silent.has(name)) return { kind: 'unclear' };
      if (action === undefined) continue;
      if (action.kind !== 'on') return action;
      left = { kind: 'on', marks: { ...left.marks, ...action.marks } };
    }
  return left;
}

/** The first element that surely fits, if none before may fit. */
function byMap(value: Json, sight: Sight, sets: Sets): Action | undefined {
  const { key, data } = objectOf(value) ?? {};
  // A rule that asks for what the packet does not have is left there.
  if (!isAbout(key, sight)) return { kind: 'on' };
  const elements = typeof data === 'string' ? sets.get(data) : objectOf(data)?.set;
  if (!Array.isArray(elements)) return { kind: 'unclear' };
  for (const element of elements) {
    const fits = isOneOf(key, elementOf(element), sight, sets);
    if (fits === undefined) return { kind: 'unclear' };
    const [name = '', to] = Object.entries(objectOf(Array.isArray(element) ? element[1] : undefined) ?? {})[0] ?? [];
    if (fits) return name === 'continue' ? undefined : (statements[name]?.(to) ?? { kind: 'unclear' });
  }
  return undefined;
}

import type { Action, Chain, Marks, Packet, Rule, Sight, Stop, Table } from './rule.ts';

/** What becomes of a packet. `by`: the rule that decides, or on which it depends, and where that stands. */
export type Fate = { readonly kind: 'passes' } | { readonly kind: 'dropped' | 'unclear'; readonly by: string };

/** Whatever the rules are: chains that lead into each other and long lists come to an end. The kernel itself allows 16 jumps. */
const mostSteps = 200_000;
const deepest = 16;

/** Undefined: a chain gave it back. */
type Verdict = { readonly kind: 'accept' | 'drop' | 'elsewhere' | 'unclear'; readonly rule: string } | undefined;

interface Walk {
  readonly table: Table;
  readonly perhaps: NonNullable<Verdict>[];
  marks: Marks;
  steps: number;
}

/**
 * Asks the chains of each stop in the order of their priorities, as the kernel does: to be accepted by one leads to the next, to be dropped by one is the
 * end. A rule of which it cannot be told whether it applies counts both ways: only where both come to the same is that told.
 * Source: Linux 6.12 net/netfilter/core.c nf_hook_slow, nf_tables_core.c nft_do_chain.
 */
export function fateOf(packet: Packet, stops: readonly Stop[], tables: readonly Table[]): Fate {
  let marks: Marks = { marked: false, untracked: false };
  let doubt: Fate | undefined;
  let steps = 0;
  for (const stop of stops)
    for (const { table, chain } of asked(stop, packet, tables)) {
      const walk: Walk = { table, perhaps: [], marks, steps };
      const verdict = through(chain, { ...stop, packet, ...marks }, walk, 0) ?? byPolicy(chain);
      marks = walk.marks;
      steps = walk.steps;
      const by = (rule: string): string => `${rule} (${table.by}, table ${table.name}, chain ${chain.name})`;
      const other = walk.perhaps.find(({ kind }) => kind !== verdict.kind);
      if (other === undefined && verdict.kind === 'drop') return { kind: 'dropped', by: by(verdict.rule) };
      if (other === undefined && verdict.kind === 'accept') continue;
      doubt ??= { kind: 'unclear', by: by((other ?? verdict).rule) };
      // Nobody knows what the rules behind it would see. What may only be accepted or dropped may still be dropped by them for certain.
      if ([verdict, ...walk.perhaps].some(({ kind }) => kind === 'elsewhere' || kind === 'unclear')) return doubt;
    }
  return doubt ?? { kind: 'passes' };
}

const byPolicy = ({ base }: Chain): NonNullable<Verdict> => ({
  kind: base?.policy ?? 'accept',
  rule: `policy ${base?.policy ?? 'accept'}`,
});

const families = {
  ip: { 4: ['ip', 'inet'], 6: ['ip6', 'inet'] },
  bridge: { 4: ['bridge'], 6: ['bridge'] },
  netdev: { 4: ['netdev'], 6: ['netdev'] },
};

function asked({ layer, hook, in: from, out }: Stop, { source }: Packet, tables: readonly Table[]) {
  const own: readonly string[] = families[layer][source.family];
  const device = hook === 'egress' ? out : from;
  return tables
    .filter(({ family }) => own.includes(family))
    .flatMap((table) => [...table.chains.values()].map((chain) => ({ table, chain })))
    .filter(({ chain: { base } }) => base?.hook === hook && (base.devices === undefined || base.devices.includes(device ?? '')))
    .sort((a, b) => (a.chain.base?.priority ?? 0) - (b.chain.base?.priority ?? 0));
}

function through(chain: Chain, sight: Sight, walk: Walk, depth: number): Verdict {
  let mayReturn = false;
  for (const rule of chain.rules) {
    walk.steps += 1;
    if (walk.steps > mostSteps) return { kind: 'unclear', rule: 'more rules than are followed' };
    const now = { ...sight, ...walk.marks };
    const applies = rule.applies(now);
    if (applies === false) continue;
    const verdict = met(rule.act(now), rule, sight, walk, depth);
    if (applies === undefined) {
      if (verdict === 'returned') mayReturn = true;
      else if (verdict !== undefined) walk.perhaps.push({ ...verdict, rule: rule.text });
    } else if (verdict !== undefined) return ending(verdict === 'returned' ? undefined : verdict, mayReturn, walk);
  }
  return ending(undefined, mayReturn, walk);
}

/** Who may have left the chain before may not have met its end. */
function ending(verdict: Verdict, mayReturn: boolean, walk: Walk): Verdict {
  if (verdict === undefined || !mayReturn) return verdict;
  walk.perhaps.push(verdict);
  return undefined;
}

/** `returned`: the rest of the chain is not asked. */
function met(action: Action, { text }: Rule, sight: Sight, walk: Walk, depth: number): Verdict | 'returned' {
  if (action.kind === 'on') {
    if (action.marks !== undefined) walk.marks = { ...walk.marks, ...action.marks };
    return undefined;
  }
  if (action.kind === 'return') return 'returned';
  if (action.kind !== 'jump' && action.kind !== 'goto') return { kind: action.kind, rule: text };
  const next = walk.table.chains.get(action.chain);
  if (next === undefined || depth >= deepest) return { kind: 'unclear', rule: text };
  return through(next, sight, walk, depth + 1) ?? (action.kind === 'goto' ? 'returned' : undefined);
}

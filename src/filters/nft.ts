import { nftAction } from './nft-action.ts';
import { type Json, objectOf, textOf } from './nft-json.ts';
import { nftCondition, type Sets } from './nft-match.ts';
import { ruleText } from './nft-words.ts';
import { type Chain, every, mostRules, type OpenChain, type Rule, type Table } from './rule.ts';

const by = 'nft';

/** What `nft -j list ruleset` prints (libnftables-json(5), schema version 1); undefined for what is none of that. */
export function nftTables(text: string): readonly Table[] | undefined {
  const entries = entriesOf(text);
  if (entries === undefined || entries.length > mostRules) return undefined;
  const sets: Sets = new Map(entries.flatMap(setOf));
  const tables = new Map<string, { family: string; name: string; chains: Map<string, OpenChain> }>();
  for (const entry of entries) {
    const { table, chain, rule } = entry;
    if (table !== undefined) {
      const [family, name] = [textOf(table.family), textOf(table.name)];
      // What is dormant is asked by nobody.
      if (!JSON.stringify(table.flags ?? '').includes('dormant')) tables.set(`${family} ${name}`, { family, name, chains: new Map() });
    }
    if (chain !== undefined)
      tables.get(keyOf(chain))?.chains.set(textOf(chain.name), { name: textOf(chain.name), rules: [], ...baseOf(chain) });
    if (rule !== undefined) tables.get(keyOf(rule))?.chains.get(textOf(rule.chain))?.rules.push(ruleOf(rule, sets));
  }
  return [...tables.values()].map((table) => ({ by, ...table }));
}

type Entry = Readonly<Record<string, Readonly<Record<string, Json>> | undefined>>;

function entriesOf(text: string): readonly Entry[] | undefined {
  try {
    const all = objectOf(JSON.parse(text))?.nftables;
    return Array.isArray(all) ? all.map((one) => (objectOf(one) ?? {}) as Entry) : undefined;
  } catch {
    return undefined;
  }
}

const keyOf = ({ family, table }: Readonly<Record<string, Json>>): string => `${textOf(family)} ${textOf(table)}`;

function setOf({ set, map }: Entry): readonly (readonly [string, readonly Json[]])[] {
  const one = set ?? map;
  return one === undefined ? [] : [[`${keyOf(one)} @${textOf(one.name)}`, Array.isArray(one.elem) ? one.elem : []]];
}

function baseOf({ hook, prio, policy, dev }: Readonly<Record<string, Json>>): Pick<Chain, 'base'> {
  if (typeof hook !== 'string') return {};
  const devices = dev === undefined ? undefined : Array.isArray(dev) ? dev.map(textOf) : [textOf(dev)];
  return {
    base: {
      hook,
      priority: Number(prio) || 0,
      policy: policy === 'drop' ? 'drop' : 'accept',
      ...(devices === undefined ? {} : { devices }),
    },
  };
}

function ruleOf(rule: Readonly<Record<string, Json>>, all: Sets): Rule {
  const expressions = (Array.isArray(rule.expr) ? rule.expr : []).map((one) => objectOf(one) ?? {});
  const sets: Sets = new Map(
    [...all].flatMap(([key, value]) => (key.startsWith(`${keyOf(rule)} @`) ? [[key.slice(keyOf(rule).length + 1), value]] : [])),
  );
  const conditions = expressions.flatMap((one) => nftCondition(one, sets) ?? []);
  return {
    text: ruleText(expressions),
    applies: (sight) => every(conditions.map((holds) => holds(sight))),
    act: (sight) => nftAction(expressions, sight, sets),
  };
}

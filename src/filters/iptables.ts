import { conditionsOf } from './iptables-match.ts';
import { actionOf } from './iptables-target.ts';
import { type Chain, every, mostRules, type OpenChain, type Rule, type Table } from './rule.ts';

/** The hook of a chain, and the priority by table. Source: Linux 6.12 include/uapi/linux/netfilter_ipv4.h NF_IP_PRI_…, and each table's hooks. */
const priorities: Readonly<Record<string, number>> = { raw: -300, mangle: -150, nat: -100, filter: 0, security: 50 };
const hooks = new Map([
  ['PREROUTING', 'prerouting'],
  ['INPUT', 'input'],
  ['FORWARD', 'forward'],
  ['OUTPUT', 'output'],
  ['POSTROUTING', 'postrouting'],
]);
const sourceNat = 100;

/**
 * What `iptables-save` or `ip6tables-save` prints; a table that it only warns of in a comment is not among them. Undefined for what is none of that. `by`: how
 * reports call that program.
 */
export function iptablesListing(text: string, family: 'ip' | 'ip6', by: string): readonly Table[] | undefined {
  const tables: Table[] = [];
  let name: string | undefined;
  let chains = new Map<string, OpenChain>();
  let count = 0;
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    if (line.startsWith('*')) {
      [name, chains] = [line.slice(1).trim(), new Map()];
    } else if (name === undefined) return undefined;
    else if (line === 'COMMIT') {
      tables.push({ by, family, name, chains });
      name = undefined;
    } else if (line.startsWith(':')) {
      const [chain = '', policy = ''] = line.slice(1).split(' ');
      chains.set(chain, { name: chain, rules: [], ...baseOf(name, chain, policy) });
    } else {
      count += 1;
      const read = ruleOf(line);
      const chain = chains.get(read?.chain ?? '');
      if (read === undefined || chain === undefined || count > mostRules) return undefined;
      chain.rules.push(read.rule);
    }
  }
  return name === undefined ? tables : undefined;
}

function baseOf(table: string, chain: string, policy: string): Pick<Chain, 'base'> {
  const hook = hooks.get(chain);
  if (hook === undefined || (policy !== 'ACCEPT' && policy !== 'DROP')) return {};
  const late = table === 'nat' && (hook === 'postrouting' || hook === 'input');
  return { base: { hook, priority: late ? sourceNat : (priorities[table] ?? 0), policy: policy === 'DROP' ? 'drop' : 'accept' } };
}

function ruleOf(line: string): { chain: string; rule: Rule } | undefined {
  const words = wordsOf(line.replace(/^\[\d+:\d+\] /, ''));
  const [append, chain, ...rest] = words;
  if (append !== '-A' || chain === undefined) return undefined;
  const at = rest.findIndex((word) => word === '-j' || word === '-g');
  const conditions = conditionsOf(at === -1 ? rest : rest.slice(0, at));
  const act = at === -1 ? ({ kind: 'on' } as const) : actionOf(rest[at] === '-g', rest[at + 1] ?? '', rest.slice(at + 2));
  return { chain, rule: { text: line, applies: (sight) => every(conditions.map((holds) => holds(sight))), act: () => act } };
}

/** Words are parted by spaces; quotes hold those that have some. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(([, quoted, plain]) => plain ?? quoted?.replace(/\\(.)/g, '$1') ?? '');
}

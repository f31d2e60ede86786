import type { Action } from './rule.ts';

/** Targets that change or note something, and let the next rule be asked. Source: iptables-extensions(8) 1.8.9. */
const passing = new Set([
  ...['LOG', 'NFLOG', 'ULOG', 'AUDIT', 'TRACE', 'TCPMSS', 'CHECKSUM', 'CLASSIFY', 'DSCP', 'TOS', 'ECN', 'TTL', 'HL', 'LED'],
  ...['RATEEST', 'SECMARK', 'CONNSECMARK', 'IDLETIMER', 'TCPOPTSTRIP', 'SET', 'ACCOUNT', 'TEE'],
]);
const marking = new Set(['MARK', 'CONNMARK', 'HMARK']);
const ending: Readonly<Record<string, Action['kind'] & ('accept' | 'drop' | 'return' | 'elsewhere')>> = {
  ...{ ACCEPT: 'accept', DROP: 'drop', REJECT: 'drop', RETURN: 'return' },
  // The source is changed behind every filter of the way out, and no later rule of the table is asked.
  ...{ MASQUERADE: 'accept', SNAT: 'accept' },
  ...{ DNAT: 'elsewhere', REDIRECT: 'elsewhere', NETMAP: 'elsewhere', TPROXY: 'elsewhere', QUEUE: 'elsewhere', NFQUEUE: 'elsewhere' },
};

/** What follows `-j` or `-g`. A name in capitals that is not known may be an extension, or a chain: the table decides. */
export function actionOf(goes: boolean, name: string, options: readonly string[]): Action {
  if (goes) return { kind: 'goto', chain: name };
  const kind = ending[name];
  if (kind !== undefined) return { kind };
  if (marking.has(name)) return { kind: 'on', marks: { marked: true } };
  if (name === 'NOTRACK' || name === 'CT')
    return options.includes('--notrack') || name === 'NOTRACK' ? { kind: 'on', marks: { untracked: true } } : { kind: 'on' };
  return passing.has(name) ? { kind: 'on' } : { kind: 'jump', chain: name };
}

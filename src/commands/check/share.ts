import type { Finding, References } from '../../model/index.ts';
import type { Examined } from './examine/examine.ts';

/**
 * What comes from a thread is a copy: every finding with its own copy of the same sentences. This makes equal parts one again, so
 * that a thousand containers with the same fault cost a thousand places and one sentence.
 */
export function sharer(): (result: Examined) => Examined {
  const texts = new Map<string, string>();
  const lists = new Map<string, readonly string[]>();
  const references = new Map<string, References>();
  // Within one message the same object stays the same.
  const met = new WeakMap<object, References>();

  const text = <T extends string>(given: T): T => {
    const known = texts.get(given);
    if (known !== undefined) return known as T;
    texts.set(given, given);
    return given;
  };
  const list = (given: readonly string[]): readonly string[] => {
    const key = given.join('\n');
    const known = lists.get(key);
    if (known !== undefined) return known;
    lists.set(key, given);
    return given;
  };
  const refer = (given: References): References => {
    const before = met.get(given);
    if (before !== undefined) return before;
    const key = JSON.stringify(given);
    const known = references.get(key) ?? given;
    references.set(key, known);
    met.set(given, known);
    return known;
  };
  const shared = (finding: Finding): Finding => ({
    ...finding,
    control: text(finding.control),
    container: text(finding.container),
    detail: text(finding.detail),
    origin: { ...finding.origin, file: text(finding.origin.file) },
    references: refer(finding.references),
    ...(finding.from === undefined ? {} : { from: text(finding.from) }),
    ...(finding.remedy === undefined ? {} : { remedy: list(finding.remedy) }),
    ...(finding.excerpt === undefined ? {} : { excerpt: { ...finding.excerpt, text: text(finding.excerpt.text) } }),
  });
  return (result) => ({ ...result, findings: result.findings.map(shared) });
}

import { controls } from '../../controls/index.ts';
import type { Mended } from '../../fix/want.ts';
import type { Edit, Finding } from '../../model/index.ts';
import type { SarifFix } from '../../reports/sarif/fix.ts';
import { fixOf } from '../../reports/sarif/fix.ts';
import { renderSarif } from '../../reports/sarif/render.ts';
import { ownLineEnd } from '../../text/edit.ts';
import { maskSecrets } from '../../text/secrets.ts';
import { toolVersion } from '../version.ts';
import { type Fixed, findingKey } from './fixed.ts';

/**
 * SARIF 2.1.0: what is to be mended, each with the edits against the files as they are, and what is left. Each fix stands by itself: two of
 * them may be about one place. A remedy that another one has to make room for is a result without edits. Written remedies are no results any more.
 */
export function fixAsSarif({ mended, left, problems, seen, write }: Fixed): string {
  const fixes = new Map<Finding, readonly SarifFix[]>();
  const results = (write ? [] : mended).map((one) => {
    const finding = placed(one.want.finding, seen);
    const { alone } = one;
    if (alone !== undefined && !showsSecret(alone)) fixes.set(finding, [fixIn(one, alone)]);
    return finding;
  });
  const rest = left.map(({ finding }) => (write ? finding : placed(finding, seen)));
  const findings = [...results, ...rest];
  const containers = findings.map(({ container: id }) => ({ id, name: id.slice(id.indexOf('#') + 1) }));
  const report = { tool: { name: 'bulkhead' as const, version: toolVersion }, findings, problems, containers };
  return renderSarif(report, controls, {}, (finding) => fixes.get(finding) ?? []);
}

/**
 * Where it stands in the file as it is, not in the text that other remedies have changed. Those may have changed what there is to say of
 * it, too (a capability matters less to an ordinary user): then it is the one that was said most alike.
 */
function placed(finding: Finding, seen: Fixed['seen']): Finding {
  const same = seen.get(findingKey(finding));
  if (same !== undefined) return same;
  const alike = [...seen.values()].filter(({ container, control }) => container === finding.container && control === finding.control);
  const [best] = alike.sort((a, b) => inCommon(b.detail, finding.detail) - inCommon(a.detail, finding.detail));
  return best ?? finding;
}

/** How many characters both begin with. */
function inCommon(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

/** A list that is copied with its new entry takes along what stands in it. */
const showsSecret = (edits: readonly Edit[]): boolean => edits.some(({ text }) => maskSecrets(text) !== text);

const fixIn = ({ want: { risk }, notes }: Mended, edits: readonly Edit[]): SarifFix =>
  fixOf(
    [risk.safe ? `Safe: ${risk.because}.` : `May break: ${risk.because}. To test: ${risk.test}.`, ...notes].join(' '),
    edits.map((edit) => ({ ...edit, text: edit.text.replace(/\r\n|\n/g, ownLineEnd(edit.source.text)) })),
  );

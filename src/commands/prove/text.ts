import type { Terminal } from '../../host/terminal.ts';
import type { Evidence } from '../../model/index.ts';
import { oneLine } from '../../text/printable.ts';
import { effectiveOutcomes, type Proved, type ProveReport } from './views.ts';

/** How the effective view is said beside what was proved. */
const effectively = { held: 'on', broken: 'off', unknown: 'not known', inapplicable: 'not its own' } as const;

/** One container after the other, then what could not be read or proved. */
export function proveText({ proved, problems }: ProveReport, all: boolean, terminal: Pick<Terminal, 'color'>): string {
  const said = problems.map(({ file, line, message }) => oneLine(`problem  ${file}${line === undefined ? '' : `:${line}`}  ${message}`));
  return [...proved.map((one) => containerText(one, all, terminal)), ...(said.length === 0 ? [] : [`${said.join('\n')}\n`])].join('\n');
}

/** One control after the other, those that fail first: the verdict, what was to be expected, and what was met. */
function containerText(proved: Proved, all: boolean, { color }: Pick<Terminal, 'color'>): string {
  const outcomes = effectiveOutcomes(proved);
  const paint = (code: number, text: string): string => (color ? `\u001b[${code}m${text}\u001b[0m` : text);
  const colors = { fails: 31, holds: 32, inconclusive: 33 } as const;
  const lines = [`${oneLine(proved.effective.name)} (${proved.effective.engine})`, ''];
  const order = ['fails', 'inconclusive', 'holds'] as const;
  for (const verdict of order) {
    for (const { control, evidence } of proved.proofs.filter((proof) => proof.verdict === verdict)) {
      const outcome = outcomes.get(control);
      const expected = outcome === undefined ? '' : `   effective: ${effectively[outcome]}`;
      lines.push(`${paint(colors[verdict], verdict.padEnd(12))}  ${control}${expected}`);
      if (verdict === 'holds' && !all) lines.push(`                ${summary(evidence)}`);
      else for (const one of shown(evidence, verdict)) lines.push(`                ${oneLine(sentence(one))}`);
    }
  }
  const count = (verdict: Evidence['verdict']): number => proved.proofs.filter((proof) => proof.verdict === verdict).length;
  const tried = proved.proofs.reduce((sum, { evidence }) => sum + evidence.length, 0);
  lines.push(
    '',
    `${tried} attempts: ${count('holds')} measures hold, ${count('fails')} do not, ${count('inconclusive')} could not be told`,
  );
  for (const note of proved.notes) lines.push(`note     ${oneLine(note)}`);
  if (proved.cutShort !== undefined)
    lines.push(`problem  the probe program was ended before its last attempt: ${oneLine(proved.cutShort)}`);
  return `${lines.join('\n')}\n`;
}

/** Of a measure that fails, what got through; of one that could not be told, why. */
const shown = (evidence: readonly Evidence[], verdict: Evidence['verdict']): readonly Evidence[] =>
  evidence.filter((one) => one.verdict === verdict);

/** How often it was tried, and who said no. */
function summary(evidence: readonly Evidence[]): string {
  const own = evidence.filter(({ verdict }) => verdict === 'holds');
  const layers = [...new Set(own.map(({ layer, by }) => by ?? layer ?? 'refused'))].map((layer) =>
    layer === 'absent' ? 'not there' : layer,
  );
  return `${own.length} ${own.length === 1 ? 'attempt' : 'attempts'}: ${layers.join(', ')}`;
}

function sentence({ verdict, probe, observed, layer, by: whom, mild }: Evidence): string {
  const by = layer === undefined || layer === 'absent' ? '' : ` (${whom ?? layer})`;
  if (verdict === 'fails') return `it could ${probe}: ${observed}${mild === undefined ? '' : '; no way out by itself'}`;
  return verdict === 'holds' ? `it could not ${probe}: ${observed}${by}` : `${probe}: ${observed}`;
}

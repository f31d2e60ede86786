import { problemError } from '../junit.ts';
import { type Case, junitDocument, suite } from '../junit-suite.ts';
import { placeText } from '../text/place.ts';
import { element, escapeXml } from '../xml.ts';
import { networkLines } from './network.ts';
import type { ProofReport, ProvedContainer, ProvedControl } from './shape.ts';
import { kernelSays, sentenceOf } from './words.ts';

/**
 * JUnit XML: one suite a container, one case a control. Fails: a failure with what got through. Could not be told: an error. Not probed: skipped.
 * A program that was ended before its last attempt is an error of its own; what was not proved at all is a suite of errors.
 */
export function proofJunit({ containers, problems }: ProofReport): string {
  const suites = containers.map((one) => suite(one.container.name, casesOf(one), toldOf(one)));
  return junitDocument([...suites, ...(problems.length === 0 ? [] : [suite('problems', problems.map(problemError))])]);
}

/** What is no measure's: the way out, and others on the machine. */
const toldOf = ({ network }: ProvedContainer): readonly string[] =>
  networkLines(network, true).map(([what, says]) => `${what.trim()}: ${says}`);

function casesOf({ container: { name, file }, controls, cutShort }: ProvedContainer): readonly Case[] {
  const cases = controls.map((control) => caseOf(name, control));
  if (cutShort === undefined) return cases;
  const error = element('error', { message: cutShort, type: 'cut short' });
  return [...cases, { result: 'error', xml: element('testcase', { name: 'every attempt', classname: name, file }, [error]) }];
}

function caseOf(classname: string, row: ProvedControl): Case {
  const { control, severity, verdict, because = '', declared, evidence } = row;
  const place: Readonly<Record<string, string | number>> = declared === undefined ? {} : { file: declared.file, line: declared.line };
  const attributes = { name: control, classname, ...place };
  const wrapped = (children: readonly string[]): string => element('testcase', attributes, children);
  if (verdict === 'holds') return { result: 'pass', xml: wrapped([]) };
  if (verdict === 'not probed') return { result: 'skipped', xml: wrapped([element('skipped', { message: because })]) };
  if (verdict === 'inconclusive') return { result: 'error', xml: wrapped([element('error', { message: because, type: severity })]) };
  const through = row.basis === 'kernel' ? [kernelSays(row)] : evidence.filter((one) => one.verdict === 'fails').map(sentenceOf);
  const text = [...(declared === undefined ? [] : [placeText(declared)]), ...through].map(escapeXml).join('\n');
  return { result: 'failure', xml: wrapped([element('failure', { message: through[0] ?? control, type: severity }, [text])]) };
}

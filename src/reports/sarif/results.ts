import type { Control, Finding, Report } from '../../model/index.ts';
import { withReason } from '../reason.ts';
import { hash } from './hash.ts';
import { levels } from './levels.ts';
import { locationOf } from './location.ts';

/** SARIF 2.1.0, section 3.27.9: a result of any other kind than `fail` has the level `none`. */
const kinds = { broken: 'fail', unknown: 'open', held: 'pass', inapplicable: 'notApplicable' } as const;

/** Every finding as a result; `controls` gives the rules in their order. */
export function resultsOf(findings: readonly Finding[], report: Report, controls: readonly Control[]) {
  const indexes = new Map(controls.map((control, index) => [control.id, index]));
  const names = new Map(report.containers.map(({ id, name }) => [id, name]));
  const prints = fingerprints();
  return findings.map((finding) => {
    const index = indexes.get(finding.control);
    const name = names.get(finding.container) ?? finding.container;
    return {
      ruleId: finding.control,
      ...(index === undefined ? {} : { ruleIndex: index }),
      kind: kinds[finding.outcome],
      level: finding.outcome === 'broken' ? levels[finding.severity] : 'none',
      message: { text: messageOf(finding, name, index === undefined ? undefined : controls[index]) },
      locations: [{ ...locationOf(finding.origin), logicalLocations: [{ name, fullyQualifiedName: finding.container, kind: 'resource' }] }],
      partialFingerprints: { 'bulkhead/v1': prints(finding) },
      properties: { severity: finding.severity, gain: finding.gain },
    };
  });
}

/**
 * Made of what a finding is about, not of where it stands: lines may move. The same said twice of one container is
 * told apart by its order.
 */
function fingerprints(): (finding: Finding) => string {
  const seen = new Map<string, number>();
  return ({ control, container, detail }) => {
    const identity = [control, container, detail].join('\u0000');
    const times = seen.get(identity) ?? 0;
    seen.set(identity, times + 1);
    return `${hash(identity)}:${times + 1}`;
  };
}

/** Short, the remedy early: GitHub shows the first 1,000 characters, and the rule's own help below them. */
function messageOf({ outcome, detail, from, impliedBy, remedy }: Finding, name: string, control: Control | undefined): string {
  const sentences = [
    `${name}: ${outcome === 'unknown' ? 'not decided, ' : ''}${withReason(detail, from)}.`,
    ...(impliedBy === undefined ? [] : [`It follows from ${impliedBy}.`]),
    ...(remedy === undefined ? [] : [`${outcome === 'unknown' ? 'What would decide it' : 'Remedy'}: ${remedy.join('; ')}.`]),
    ...(control === undefined ? [] : [`With the measure on: ${control.stops}`]),
  ];
  return escapeMessage(sentences.join(' '));
}

/** A message may hold links, `[text](target)`, and placeholders, `{0}` (sections 3.11.5 and 3.11.6): ours has neither. */
export const escapeMessage = (text: string): string => text.replaceAll('](', '\\](').replace(/\{(\d+)\}/g, '{{$1}}');

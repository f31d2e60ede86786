import type { Finding, JudgedContainer, Measure, Report } from '../../model/index.ts';
import { fingerprints } from '../../text/fingerprint.ts';
import { madeBy } from '../image/made-by.ts';
import { withReason } from '../reason.ts';
import { escapeMessage } from './escape.ts';
import type { SarifFix } from './fix.ts';
import { levels } from './levels.ts';
import { locationOf } from './location.ts';

/** SARIF 2.1.0, section 3.27.9: a result of any other kind than `fail` has the level `none`. */
const kinds = { broken: 'fail', unknown: 'open', held: 'pass', inapplicable: 'notApplicable' } as const;

/** What results need of a report beside its findings. */
export type Reported = Pick<Report, 'baseline'> & { readonly containers: readonly Pick<JudgedContainer, 'id' | 'name'>[] };

/** Every finding as a result; `controls` gives the rules in their order, and after them come those of `known` vulnerabilities. */
export function resultsOf(
  findings: readonly Finding[],
  report: Reported,
  controls: readonly Measure[],
  known: readonly { readonly id: string }[],
  fixesOf: (finding: Finding) => readonly SarifFix[],
) {
  const indexes = new Map([...controls, ...known].map(({ id }, index) => [id, index]));
  const measures = new Map(controls.map((control) => [control.id, control]));
  const names = new Map(report.containers.map(({ id, name }) => [id, name]));
  const prints = fingerprints();
  return findings.map((finding) => {
    const ruleId = finding.vulnerability?.id ?? finding.control;
    const index = indexes.get(ruleId);
    const name = names.get(finding.container) ?? finding.container;
    const fixes = fixesOf(finding);
    return {
      ruleId,
      ...(index === undefined ? {} : { ruleIndex: index }),
      kind: kinds[finding.outcome],
      level: finding.outcome === 'broken' ? levels[finding.severity] : 'none',
      message: { text: messageOf(finding, name, measures.get(finding.control)) },
      locations: [{ ...locationOf(finding.origin), logicalLocations: logicalLocationsOf(finding, name) }],
      partialFingerprints: { 'bulkhead/v1': prints(finding) },
      ...standingOf(finding, report),
      ...(fixes.length === 0 ? {} : { fixes }),
      properties: { severity: finding.severity, gain: finding.gain },
    };
  });
}

/** What holds it: the container or image; of an image also the layer, and the package. SARIF 2.1.0, section 3.33.7. */
function logicalLocationsOf({ container, layer, vulnerability }: Finding, name: string) {
  const of = vulnerability?.package;
  return [
    { name, fullyQualifiedName: container, kind: 'resource' },
    ...(layer === undefined
      ? []
      : [{ name: `layer ${layer.layer}`, fullyQualifiedName: `${container}@${layer.digest}`, kind: 'resource' }]),
    ...(of === undefined ? [] : [{ name: of.name, fullyQualifiedName: `${of.kind}/${of.name}@${of.version}`, kind: 'package' }]),
  ];
}

/** SARIF 2.1.0, section 3.27.23 (suppressions) and 3.27.24 (baselineState). */
function standingOf({ accepted, baseline, outcome }: Finding, report: Pick<Report, 'baseline'>) {
  const isNew = report.baseline !== undefined && accepted === undefined && (outcome === 'broken' || outcome === 'unknown');
  return {
    ...(isNew ? { baselineState: baseline === true ? 'unchanged' : 'new' } : {}),
    ...(accepted === undefined
      ? {}
      : {
          suppressions: [
            {
              kind: accepted.by === 'configuration' ? 'external' : 'inSource',
              status: 'accepted',
              justification: `${accepted.reason} (until ${accepted.until})`,
              location: locationOf(accepted.place),
            },
          ],
        }),
  };
}

/** Short, the remedy early: GitHub shows the first 1,000 characters, and the rule's own help below them. */
function messageOf({ outcome, detail, from, impliedBy, layer, remedy }: Finding, name: string, control: Measure | undefined): string {
  const sentences = [
    `${name}: ${outcome === 'unknown' ? 'not decided, ' : ''}${withReason(detail, from)}.`,
    ...(impliedBy === undefined ? [] : [`It follows from ${impliedBy}.`]),
    ...(layer === undefined ? [] : [`It is in ${madeBy(layer)}.`]),
    ...(remedy === undefined ? [] : [`${outcome === 'unknown' ? 'What would decide it' : 'Remedy'}: ${remedy.join('; ')}.`]),
    ...(control === undefined ? [] : [`With the measure on: ${control.stops}`]),
  ];
  return escapeMessage(sentences.join(' '));
}

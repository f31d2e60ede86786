import type { Measure, References } from '../../model/index.ts';
import type { ReportOptions } from '../options.ts';
import { levels, scores } from './levels.ts';

/** What GitHub's code scanning keeps of a rule's descriptions and tags. */
export const longest = 1000;
const mostTags = 20;

/** A control as a rule (reportingDescriptor) of the tool. */
export const ruleOf = (control: Measure, options: ReportOptions) => ({
  id: control.id,
  name: pascal(control.id),
  shortDescription: { text: control.title },
  fullDescription: { text: control.stops.slice(0, longest) },
  help: { text: helpText(control), markdown: helpMarkdown(control) },
  ...(options.pages === undefined ? {} : { helpUri: `${options.pages}${control.id}.md` }),
  defaultConfiguration: { level: levels[control.severity] },
  properties: {
    tags: tagsOf(control),
    precision: 'high',
    'problem.severity': levels[control.severity] === 'note' ? 'recommendation' : levels[control.severity],
    'security-severity': scores[control.severity],
  },
});

const pascal = (id: string): string =>
  id
    .split('-')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');

const helpText = ({ id, title, stops, why }: Measure): string => `${title}.\n\n${stops}\n\n${why}\n\nMore: bulkhead explain ${id}`;

const helpMarkdown = ({ id, title, stops, why, references }: Measure): string =>
  [
    `**${title}.**`,
    stops,
    why,
    ...(tagsOfReferences(references).length === 0 ? [] : [`Asked for by: ${tagsOfReferences(references).join(', ')}.`]),
    `More: \`bulkhead explain ${id}\``,
  ].join('\n\n');

const tagsOf = ({ group, references }: Measure): string[] =>
  ['security', 'containers', group.replaceAll(' ', '-'), ...tagsOfReferences(references)].slice(0, mostTags);

const tagsOfReferences = ({ pss, cisDocker, cisKubernetes, nsaCisa, nist800190, mitre }: References): string[] => [
  ...(pss ?? []).map((id) => `PSS ${id}`),
  ...(cisDocker ?? []).map((id) => `CIS Docker ${id}`),
  ...(cisKubernetes ?? []).map((id) => `CIS Kubernetes ${id}`),
  ...(nsaCisa ?? []).map((id) => `NSA/CISA ${id}`),
  ...(nist800190 ?? []).map((id) => `NIST SP 800-190 ${id}`),
  ...(mitre ?? []).map((id) => `MITRE ${id}`),
];

// A control → its page. Pure.

const surfaces = {
  containerfile: 'Containerfile',
  compose: 'Compose',
  kubernetes: 'Kubernetes',
  quadlet: 'Quadlet',
  'oci-bundle': 'OCI bundle',
  inspect: 'Inspect',
  image: 'Image',
  'run-command': 'Run command',
  host: 'This host',
};
const levels = { recommended: 'recommended: on for everyone', strict: 'strict: for those who ask for every measure' };
const gains = {
  host: 'the host',
  'other containers': 'other containers',
  network: 'the network',
  secrets: 'secrets',
  privileges: 'privileges',
  availability: 'the resources of others',
};

/** The page of one control, from its explanation (src/reports/explain) and its README, whose examples stand there in full. */
export const page = ({ measure, behind, steps = [], proof, living }, { readme, standards, noteOf, proofIntro }) =>
  `${[
    `<!-- Written by npm run docs from src/controls/${measure.id}: change it there. -->`,
    `# ${measure.id}`,
    `${measure.title}.`,
    facts(measure),
    `## What it stops\n\n${measure.stops}`,
    `## Why, and what may break\n\n${measure.why}`,
    titled('The escapes behind it', escapes(behind)),
    titled('How to set it', [...(steps.length === 0 ? [] : [steps.map((step) => `- ${step}`).join('\n')]), ...examples(readme)]),
    titled('How it is proved', proved(proof, { noteOf, proofIntro })),
    titled('Living with it', lived(living)),
    references(measure, standards),
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`;

const titled = (title, parts) => (parts.length === 0 ? '' : [`## ${title}`, ...parts].join('\n\n'));

const escapes = ({ without, groups }) => [
  ...(without === undefined ? [] : [without]),
  ...groups.flatMap(({ stopped, escapes: known }) => [
    ...(stopped === '' ? [] : [stopped]),
    table(
      ['escape', 'what it does', 'where'],
      known.map(({ cve, what, where, meanwhile }) => [
        `[${cve}](https://www.cve.org/CVERecord?id=${cve})`,
        what,
        [...where, ...(meanwhile === undefined ? [] : [meanwhile])].join('; '),
      ]),
    ),
  ]),
];

function proved(proof, { noteOf, proofIntro }) {
  if (proof === undefined) return [];
  if (proof.trials === undefined) return [proof.read];
  const rows = proof.trials.map((trial) => [`${trial.tries}${noteOf(trial)}`, `\`${trial.call}\``]);
  return [proofIntro, table(['somebody inside tries to', 'system call'], rows)];
}

const lived = ({ words, fix, place, accept }) => [
  ...(words === '' ? [] : [words]),
  ...(fix === undefined ? [] : [fix]),
  ...(place === undefined ? [] : [place, `\`\`\`yaml\n${accept.join('\n')}\n\`\`\``]),
];

/** What a control judges, where that is no container. */
const judged = { image: 'images', object: 'ConfigMaps and Secrets', host: 'the host' };

const facts = ({ group, severity, gain, level, judges = [group === 'image' ? 'image' : 'host'] }) =>
  table(
    ['group', 'severity', 'an intruder gains', 'level', 'judges'],
    [[group, severity, gains[gain], levels[level], judges.map((kind) => judged[kind] ?? 'containers').join(' and ')]],
  );

function references(control, standards) {
  const rows = Object.entries(standards).flatMap(([key, { name, version, entries }]) =>
    (control.references[key] ?? []).map((id) => [`${name} (${version})`, id, entries[id] ?? '']),
  );
  return rows.length === 0 ? '' : `## Who asks for it\n\n${table(['standard', 'id', 'what it asks for'], rows)}`;
}

/** The README up to how to live with it, without its title; a caption says in words what the fence's own words mean, which a page does not show. */
function examples(readme) {
  const body = readme
    .replace(/^## Living with it\n[\s\S]*/m, '')
    .replace(/^# .*\n/, '')
    .replace(/^```([a-z]+) ([a-z-]+) (broken|fixed)(?: ([a-z0-9 -]+))?$/gm, (_, language, surface, kind, label) => {
      const name = label === undefined ? surfaces[surface] : `${surfaces[surface]}, ${label}`;
      return `**${name}: ${kind}**\n\n\`\`\`${language}`;
    })
    .trim();
  return body === '' ? [] : [body];
}

/** The list of all controls, by group, the gravest first. */
export const indexPage = (controls, { groups, severities, standards }) =>
  `${[
    '<!-- Written by npm run docs from src/controls: change it there. -->',
    '# The controls',
    `${controls.length} measures. The same texts are in \`bulkhead explain\`, and \`bulkhead explain CONTROL\` says more of one.`,
    ...groups.map((group) => groupPart(group, controls, { severities, standards })),
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`;

function groupPart(group, controls, { severities, standards }) {
  const rows = controls
    .filter((control) => control.group === group)
    .sort((a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity))
    .map((control) => [`[${control.id}](${control.id}.md)`, control.title, control.severity, control.level, idsOf(control, standards)]);
  const title = `${group[0].toUpperCase()}${group.slice(1)}`;
  return rows.length === 0 ? '' : `## ${title}\n\n${table(['control', 'when it is on', 'severity', 'level', 'asked for by'], rows)}`;
}

const short = {
  pss: 'PSS',
  cisDocker: 'CIS Docker',
  cisKubernetes: 'CIS Kubernetes',
  nsaCisa: 'NSA/CISA',
  nist800190: 'NIST',
  mitre: 'MITRE',
};

const idsOf = ({ references: ids }, standards) =>
  Object.keys(standards)
    .filter((key) => (ids[key] ?? []).length > 0)
    .map((key) => (key === 'nsaCisa' ? short[key] : `${short[key] ?? key} ${ids[key].join(', ')}`))
    .join('; ');

const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map((text) => cell(text)).join(' | ')} |`).join('\n');

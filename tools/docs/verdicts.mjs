// docs/VERDICTS.md: where tools in use say something else than Bulkhead does, from the tables of test/verdicts.
import { readdirSync } from 'node:fs';
import { bundled } from './bundled.mjs';

const folder = 'test/verdicts';
const helpers = ['case.ts', 'texts.ts', 'sources.ts', 'verdicts.test.ts'];

const ways = {
  containerfile: 'Containerfile',
  compose: 'Compose',
  kubernetes: 'Kubernetes',
  quadlet: 'Quadlet',
  'oci-bundle': 'OCI bundle',
  docker: '`docker run`',
  podman: '`podman run`',
};

const says = { broken: 'finding', held: 'no finding', unknown: 'cannot be known', inapplicable: 'does not apply' };

/** Every case of the tables. */
export async function loadVerdicts() {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && !helpers.includes(name))
    .sort();
  const contents = [
    ...files.map((name, index) => `import { table as table${index} } from './${folder}/${name}';`),
    `export const verdicts = [${files.map((_, index) => `...table${index}`).join(', ')}];`,
  ].join('\n');
  return (await bundled(contents)).verdicts;
}

export function verdictsPage({ controls, groups }, verdicts) {
  const order = groups.flatMap((group) => controls.filter((control) => control.group === group)).map(({ id }) => id);
  const disputed = verdicts.filter((one) => one.disputed !== undefined).sort((a, b) => order.indexOf(a.control) - order.indexOf(b.control));
  const discussed = disputed.filter(({ thread }) => thread !== undefined);
  const others = disputed.filter(({ thread }) => thread === undefined);
  const entries = [...together(discussed).values()];
  const tables = order.map((id) => [id, others.filter(({ control }) => control === id)]).filter(([, own]) => own.length > 0);
  return [
    intro(verdicts.length, discussed.length, others.length),
    '## Discussed by users\n',
    ...entries.map(entryOf),
    '## What a simpler reading gets wrong\n',
    ...tables.map(tableOf),
  ].join('\n');
}

/** Cases of one discussion with one verdict and one reason. */
function together(cases) {
  const groups = new Map();
  for (const one of cases) {
    const key = [one.control, one.thread, one.outcome, one.disputed, one.way].join();
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return groups;
}

const intro = (all, discussed, others) => `# Where verdicts differ

Bulkhead's verdicts are held against ${all} small declarations ([test/verdicts](../test/verdicts)), each with the verdict that a standard, a manual or
the engine's own source dictates. Here are those that are easy to get wrong: ${discussed} that users of other tools have discussed, each with its text,
and ${others} that a reading of one file, one line or one name alone would judge otherwise.

- *finding*: the measure is missing; *no finding*: it is there; *cannot be known*: the text alone does not decide, and Bulkhead says what is missing.
- Some of the tools in these discussions have been corrected since. They are named for what was at issue, not to rank them.
- Files of engines are named with the version in which they were read. The verdict is for the newest known version unless another is named.

If one of these verdicts is wrong, bring a source: the tables follow engines and standards, not the majority of tools.
`;

const fences = {
  containerfile: 'dockerfile',
  compose: 'yaml',
  kubernetes: 'yaml',
  quadlet: 'ini',
  'oci-bundle': 'json',
  docker: 'sh',
  podman: 'sh',
};

/** One discussion: the texts that it is about, and the verdict with its reason. */
function entryOf(cases) {
  const [{ name, control, way, outcome, disputed, thread, source, engine }] = cases;
  const link = `[${thread}](https://github.com/${thread.replace('#', '/issues/')})`;
  const texts = cases.map(({ text }) => (way === 'docker' || way === 'podman' ? `${way} run ${text}\n` : text));
  return `### ${capital(cases.length === 1 ? name : `${name}, and the like`)}: ${says[outcome]}

\`\`\`${fences[way]}
${texts.join('\n')}\`\`\`

${engine === undefined ? '' : `With ${engine}. `}${escaped(disputed)}. Discussed in ${link}.
Source: ${escaped(source)}. Control: [${control}](controls/${control}.md).
`;
}

function tableOf([id, cases]) {
  const head = `### [${id}](controls/${id}.md)\n\n| declared | Bulkhead | why |\n| --- | --- | --- |`;
  return `${head}\n${cases.map(rowOf).join('\n')}\n`;
}

function rowOf({ way, name, engine, outcome, disputed, source }) {
  const declared = `${ways[way]}: ${escaped(name)}${engine === undefined ? '' : ` (${engine})`}`;
  return `| ${declared} | ${says[outcome]} | ${escaped(disputed)}. Source: ${escaped(source)} |`;
}

const capital = (text) => escaped(text.charAt(0).toUpperCase() + text.slice(1));

const escaped = (text) => text.replace(/[\\|<>*_{}]/g, (char) => `\\${char}`).replace(/\s+/g, ' ');

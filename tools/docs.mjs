// npm run docs: writes docs/controls/ from each control and its README. With --check it only says which pages are stale.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { provePage } from './docs/attempts.mjs';
import { coverage } from './docs/coverage.mjs';
import { loadControls } from './docs/load.mjs';
import { measuresPage } from './docs/measures.mjs';
import { indexPage, page } from './docs/page.mjs';
import { profilesPage } from './docs/profiles.mjs';
import { loadVerdicts, verdictsPage } from './docs/verdicts.mjs';

const folder = 'docs/controls';
const { check } = parseArgs({ options: { check: { type: 'boolean', default: false } } }).values;

const known = await loadControls();
const { acceptedRisk, configSchema, controls, groups, hostControls, imageControls, profileNames, severities, standards } = known;
const every = [...controls, ...imageControls, ...hostControls];
const vocabulary = {
  controls: [...every.map(({ id }) => id), acceptedRisk.id].sort(),
  profiles: profileNames,
  isEngine: () => true,
};
const textOf = (id, file) => {
  const path = join('src/controls', id, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
};
/** The same as `bulkhead explain` says; the day of an acceptance is the reader's. */
const about = (id, proof) => ({ readme: known.readmeOf(textOf(id, 'README.md')), proof, until: 'YYYY-MM-DD' });
const explained = ({ id }) => {
  const control = controls.find((one) => one.id === id);
  const onImage = imageControls.find((one) => one.id === id);
  if (onImage !== undefined) return known.imageExplanation(onImage, about(id, known.imageProof));
  return control === undefined
    ? known.hostExplanation(
        hostControls.find((one) => one.id === id),
        about(id, known.hostProof),
      )
    : known.explanationOf(control, [], about(id, known.proofOf(id)));
};
const unfinished = every.filter(({ id }) => /\bTODO\b/.test(textOf(id, 'control.ts') + textOf(id, 'README.md')));
if (unfinished.length > 0) {
  console.error(unfinished.map(({ id }) => `docs: src/controls/${id} still says TODO`).join('\n'));
  process.exit(1);
}

const pages = new Map([
  ['README.md', indexPage(every, { groups, severities, standards })],
  [
    `${acceptedRisk.id}.md`,
    page(known.aloneExplanation(acceptedRisk), {
      readme: '# accepted-risk\n\n[Living with it](../LIVING-WITH-IT.md) says how to accept a risk.\n',
      ...known,
    }),
  ],
  ['../PROFILES.md', profilesPage(known)],
  ['../MEASURES.md', measuresPage(known, await coverage(known, (id) => textOf(id, 'README.md')))],
  ['../PROVE.md', provePage(readFileSync('docs/PROVE.md', 'utf8'), known)],
  ['../VERDICTS.md', verdictsPage(known, await loadVerdicts())],
  ['../config.schema.json', `${JSON.stringify(configSchema(vocabulary), null, 2)}\n`],
  ...every.map((control) => [`${control.id}.md`, page(explained(control), { readme: textOf(control.id, 'README.md'), ...known })]),
]);
mkdirSync(folder, { recursive: true });
const left = readdirSync(folder).filter((name) => name.endsWith('.md') && !pages.has(name));
const stale = [...pages].filter(([name, text]) => !existsSync(join(folder, name)) || readFileSync(join(folder, name), 'utf8') !== text);

if (check && stale.length + left.length > 0) {
  for (const [name] of stale) console.error(`docs: ${join(folder, name)} does not say what src/controls says: run npm run docs`);
  for (const name of left) console.error(`docs: ${folder}/${name} belongs to no control: run npm run docs`);
  process.exit(1);
}
if (!check) {
  for (const [name, text] of stale) writeFileSync(join(folder, name), text);
  for (const name of left) rmSync(join(folder, name));
  if (stale.length + left.length > 0) console.log(`docs: ${stale.length} pages written, ${left.length} removed`);
}

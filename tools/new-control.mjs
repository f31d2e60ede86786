// npm run new-control NAME GROUP: a folder for a control that works, and its place in the list. Run in the root of the checkout.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listed, withControl } from './new-control/index-file.mjs';
import { asGroup, identifierOf, objectionTo } from './new-control/names.mjs';

const folderOf = (id) => join('src/controls', id);

const stop = (message) => {
  console.error(`new-control: ${message}`);
  process.exit(2);
};

const groupOf = (id) => /\bgroup: '([^']+)'/.exec(readFileSync(join(folderOf(id), 'control.ts'), 'utf8'))?.[1];

const [, groupList = ''] = /export const groups = \[([^\]]*)\]/.exec(readFileSync('src/model/control.ts', 'utf8')) ?? [];
const groups = [...groupList.matchAll(/'([^']+)'/g)].map(([, name]) => name);

const [id, ...words] = process.argv.slice(2);
if (id === undefined || words.length === 0)
  stop(`say a name and a group: npm run new-control no-mknod privilege. Groups: ${groups.join(', ')}`);
const objection = objectionTo(id);
if (objection !== undefined) stop(objection);
const group = asGroup(words, groups);
if (group === undefined) stop(`there is no group "${words.join(' ')}". Groups: ${groups.join(', ')}`);
if (existsSync(folderOf(id))) stop(`${folderOf(id)} is there already: choose another name, or change that control`);

// What the machine carries is judged apart from what a container declares.
const onMachine = group === 'host and engine';
const templates = new URL(onMachine ? './new-control/template-host/' : './new-control/template/', import.meta.url);
const indexFile = onMachine ? 'src/controls/host-index.ts' : 'src/controls/index.ts';

const index = readFileSync(indexFile, 'utf8');
const name = identifierOf(id);
if (listed(index).some((entry) => entry.name === name)) stop(`${indexFile} has a ${name} already: choose another name`);
const changed = withControl(index, { id, name, group, groups, groupOf });

mkdirSync(folderOf(id));
for (const file of readdirSync(templates)) {
  const text = readFileSync(new URL(file, templates), 'utf8')
    .replaceAll('__ID__', id)
    .replaceAll('__NAME__', name)
    .replaceAll('__GROUP__', group);
  writeFileSync(join(folderOf(id), file.replace(/\.tpl$/, '')), text);
}
writeFileSync(indexFile, changed);

console.log(`${folderOf(id)} is a control that works, and ${indexFile} lists it. It judges ${onMachine ? 'dmesg_restrict' : 'no_new_privs'} until you change it:

  1. ${folderOf(id)}/control.test.ts   say what is held, broken, broken by default and unknown
  2. ${folderOf(id)}/control.ts        judge it; replace every TODO
  3. ${folderOf(id)}/README.md         one broken and one fixed example for each way of declaring it
  4. npx vitest run ${folderOf(id)} ${onMachine ? 'src/controls/host-index.test.ts' : 'test/readme.test.ts'}
  5. npm run docs                      writes docs/controls/${id}.md; it refuses a control with a TODO
  6. npm run check

CONTRIBUTING.md goes through it with an example.`);

// npm run fix-figures -- FOLDER…: what `bulkhead fix --unsafe --write` does to copies of real files. Held against parsers that are not ours:
// the package yaml, and kubectl and Docker Compose where they are. Fails where a comment is lost, where something else than the edited lines reads
// differently, where a second run changes anything, or where a finding is left that was said to be fixed.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative, resolve } from 'node:path';
import { diffLines } from 'diff';
import { commentsIn, lostFrom } from './fix-figures/comments.mjs';
import { composeAccepts } from './fix-figures/compose.mjs';
import { acceptedBy } from './fix-figures/kubectl.mjs';
import { changedOutside } from './fix-figures/reparse.mjs';

const cli = new URL('../dist/cli.cjs', import.meta.url).pathname;

function bulkhead(cwd, ...args) {
  const { stdout, stderr } = spawnSync(process.execPath, [cli, ...args, '--format', 'json', '.'], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  try {
    return JSON.parse(stdout);
  } catch {
    throw new Error(`bulkhead ${args.join(' ')} did not answer in JSON: ${stderr.slice(0, 2000)}`);
  }
}

const filesOf = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));

const keyOf = ({ container, control, detail }) => `${container} ${control} ${detail}`;

async function figuresOf(folder) {
  const work = mkdtempSync(join(tmpdir(), 'bulkhead-fix-'));
  try {
    const copy = join(work, basename(resolve(folder)));
    cpSync(folder, copy, { recursive: true });
    // A file that may only be read is not written.
    for (const file of filesOf(copy)) chmodSync(join(copy, file), 0o644);
    const fixed = bulkhead(copy, 'fix', '--unsafe', '--write');
    const again = bulkhead(copy, 'fix', '--unsafe', '--write');
    const left = new Set(
      bulkhead(copy, 'check', '--profile', 'recommended')
        .findings.filter(({ outcome }) => outcome === 'broken')
        .map(keyOf),
    );
    const claimed = fixed.fixes.filter((fix) => left.has(keyOf(fix)));
    const texts = filesOf(copy)
      .map((file) => ({ file, before: readFileSync(join(folder, file), 'utf8'), after: readFileSync(join(copy, file), 'utf8') }))
      .filter(({ before, after }) => before !== after);
    const comments = texts.map(({ file, before, after }) => ({
      file,
      all: commentsIn(file, before).length,
      lost: lostFrom(file, before, after),
    }));
    const differences = texts.flatMap(({ file, before, after }) => changedOutside(file, before, after).map((what) => `${file}: ${what}`));
    const kubectl = await acceptedBy(folder, copy, texts);
    const compose = composeAccepts(folder, copy, texts);
    return { looked: filesOf(folder).length, fixed, again, claimed, texts, comments, differences, kubectl, compose };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

const linesThat = (what, texts) =>
  sum(texts.flatMap(({ before, after }) => diffLines(before, after).map((part) => (part[what] ? part.count : 0))));

function print(folder, { looked, fixed, again, claimed, texts, comments, differences, kubectl, compose }) {
  const rows = [
    ['files in the folder', looked],
    ['files changed', texts.length],
    ['fixes', fixed.fixes.length],
    ['lines added', linesThat('added', texts)],
    ['lines removed', linesThat('removed', texts)],
    ['left (cannot be written, or not decided)', fixed.left.length],
    ['said to be fixed, but left', claimed.length],
    ['files changed by a second run', again.files.length],
    ['comments before', sum(comments.map(({ all }) => all))],
    ['comments lost', sum(comments.map(({ lost }) => lost.length))],
    ['reparse differences outside of the edits', differences.length],
    ['kubectl create --dry-run=client', kubectl],
    ['docker compose config', compose],
  ];
  console.log(`\n${folder}`);
  for (const [name, value] of rows) console.log(`  ${name.padEnd(44)} ${value}`);
  for (const fix of claimed) console.log(`  left: ${keyOf(fix)}`);
  for (const { file } of again.files) console.log(`  changed again: ${file}`);
  for (const { file, lost } of comments) for (const comment of lost) console.log(`  lost in ${file}: ${comment}`);
  for (const difference of differences) console.log(`  ${difference}`);
}

const folders = process.argv.slice(2);
if (folders.length === 0) {
  console.error('usage: npm run fix-figures -- FOLDER…');
  process.exit(2);
}
let failed = false;
for (const folder of folders) {
  const figures = await figuresOf(folder);
  print(folder, figures);
  const { claimed, again, comments, differences } = figures;
  failed ||= claimed.length + again.files.length + differences.length > 0 || comments.some(({ lost }) => lost.length > 0);
}
process.exit(failed ? 1 : 0);

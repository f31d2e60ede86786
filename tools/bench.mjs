// npm run bench [-- FOLDER]: cold start, files per second and MB/s, each as a ratio to a bare equivalent in the same run.
// npm run bench -- scan: images, as a ratio to unpacking and hashing the same layers.
// Absolute times say nothing on a shared machine; the ratios do.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeCorpus } from './bench/corpus.mjs';
import { median, peakMemory, timed } from './bench/measure.mjs';
import { scanRows } from './bench/scan.mjs';

const cli = new URL('../dist/cli.cjs', import.meta.url).pathname;
const bare = new URL('./bench/bare-parse.mjs', import.meta.url).pathname;
const rounds = Number(process.env.BENCH_ROUNDS ?? 11);

const print = (name, value, note = '') => console.log(`${name.padEnd(46)} ${value.padStart(12)}  ${note}`);
const ms = (seconds) => `${(seconds * 1000).toFixed(0)} ms`;
const times = (a, b) => `${(a / b).toFixed(2)} x`;

/** Interleaved, so that a busy moment of the machine hits all alike. */
function compare(commands) {
  const all = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, args] of Object.entries(commands)) all[name].push(timed(args));
  }
  return Object.fromEntries(Object.entries(all).map(([name, values]) => [name, median(values)]));
}

function coldStart() {
  const sample = new URL('../sample/compose.yaml', import.meta.url).pathname;
  const manifest = new URL('../sample/k8s/web.yaml', import.meta.url).pathname;
  const result = compare({
    node: ['-e', '0'],
    help: [cli, '--help'],
    compose: [cli, 'check', sample],
    manifest: [cli, 'check', manifest],
  });
  print('node -e 0', ms(result.node));
  print('bulkhead --help', ms(result.help), `${times(result.help, result.node)} of node -e 0 (aim: at most 2)`);
  print('bulkhead check compose.yaml', ms(result.compose), `${times(result.compose, result.node)} (aim: at most 2.5)`);
  print('bulkhead check web.yaml', ms(result.manifest), `${times(result.manifest, result.node)} (aim: at most 2.5)`);
}

async function throughput(folder, title) {
  const rows = compareFolder(folder);
  print(`${title}: files`, String(rows.files), `${(rows.bytes / 1e6).toFixed(1)} MB, ${rows.documents} documents`);
  print('  bare YAML parsing, one thread', ms(rows.bare));
  print('  bulkhead check, every core', ms(rows.check), `${times(rows.check, rows.bare)} of bare parsing`);
  print('  files per second', (rows.files / rows.check).toFixed(0), `${(rows.bytes / 1e6 / rows.check).toFixed(1)} MB/s`);
  const peak = await peakMemory([cli, 'check', folder, '--format', 'sarif']);
  print('  peak memory', `${(peak / 1024).toFixed(0)} MiB`);
}

function compareFolder(folder) {
  const checks = [];
  const bares = [];
  let facts = {};
  for (let round = 0; round < 3; round++) {
    checks.push(timed([cli, 'check', folder]));
    const output = [];
    bares.push(timed([bare, folder], output));
    facts = JSON.parse(output.join(''));
  }
  return { ...facts, check: median(checks), bare: median(bares) };
}

const [folder] = process.argv.slice(2);
const temporary = mkdtempSync(join(tmpdir(), 'bulkhead-bench-'));
try {
  if (folder === 'scan') await scanRows(cli, temporary, print);
  else if (folder !== undefined) {
    coldStart();
    await throughput(folder, folder);
  } else {
    coldStart();
    for (const documents of [1000, 10_000]) {
      const corpus = join(temporary, String(documents));
      writeCorpus(corpus, documents);
      await throughput(corpus, `generated, ${documents} documents`);
    }
  }
} finally {
  rmSync(temporary, { recursive: true, force: true });
}

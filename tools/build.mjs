// Bundles src/ into dist/: the command with its launcher, and the library.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { page } from './page.mjs';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
// Built beside and then renamed, so that a command that is running never sees half of it.
const fresh = `dist.${process.pid}`;
const shared = {
  outdir: fresh,
  bundle: true,
  // Runs configurations in TypeScript; loaded only for one.
  external: ['jiti'],
  platform: 'node',
  target: 'node20.19',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'linked',
  logLevel: 'warning',
  define: { BULKHEAD_VERSION: JSON.stringify(version), BULKHEAD_PAGE: JSON.stringify(JSON.stringify(await page())) },
};
// Commander asks for child processes at its start and uses them only for commands that are programs of their own: there are none
// here, and Node takes milliseconds to load them.
const withoutProcesses = {
  name: 'commander-without-processes',
  setup(build) {
    const isCommander = ({ importer }) => importer.includes('/commander/');
    build.onResolve({ filter: /^node:child_process$/ }, (args) => (isCommander(args) ? { path: 'none', namespace: 'none' } : undefined));
    build.onLoad({ filter: /.*/, namespace: 'none' }, () => ({ contents: 'module.exports = {};', loader: 'js' }));
  },
};
// The bundle of src/bundle.ts that checks files: without the other commands, without what writes, without targets that are no files, without the page.
const others =
  /^\.\/(?:write|emit)\/|\/reports\/html\/index\.ts$|^\.\/(?:live|process|archive|host|drift)\.ts$|\/(?:archive\/read|live\/find|images\/find|images\/door)\.ts$/;
const checkAlone = {
  name: 'check-alone',
  setup(build) {
    const isCommand = ({ path, importer }) => /\/(?:cli|options)\.ts$/.test(importer) && !path.endsWith('/check/run.ts');
    const isOther = (args) => args.kind === 'dynamic-import' && (others.test(args.path) || isCommand(args));
    build.onResolve({ filter: /\.ts$/ }, (args) => (isOther(args) ? { path: args.path, namespace: 'other' } : undefined));
    build.onLoad({ filter: /.*/, namespace: 'other' }, ({ path }) => ({
      contents: `throw new Error('${path} is in the other bundle (src/bundle.ts)');`,
    }));
  },
};
const cjs = { ...shared, format: 'cjs', outExtension: { '.js': '.cjs' } };
const bundle = {
  ...cjs,
  minifyIdentifiers: true,
  // A script run by node:vm has no import() of its own; what is outside the bundle is required.
  supported: { 'dynamic-import': false },
  banner: { js: 'const __bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
  define: { ...shared.define, 'import.meta.url': '__bundleUrl' },
};
// All that reads and remembers layers of images: what is remembered of one holds for this very code (src/commands/scan/rules.ts).
const { outputFiles } = await build({ ...bundle, entryPoints: ['src/commands/scan/scanner.ts'], legalComments: 'none', write: false });
const rules = createHash('sha256')
  .update(outputFiles.map(({ text }) => text).join(''))
  .digest('hex');
try {
  await Promise.all([
    build({ ...shared, entryPoints: { index: 'src/index.ts' }, format: 'esm', splitting: true }),
    build({ ...cjs, entryPoints: { cli: 'src/launch.ts' }, define: { ENTRANCE: '"command"' }, banner: { js: '#!/usr/bin/env node' } }),
    build({ ...cjs, entryPoints: { thread: 'src/launch.ts' }, define: { ENTRANCE: '"thread"' } }),
    build({ ...bundle, entryPoints: { layers: 'src/layer-thread.ts' } }),
    build({
      ...bundle,
      entryPoints: { bulkhead: 'src/main.ts' },
      define: { ...bundle.define, BULKHEAD_RULES: JSON.stringify(rules) },
      plugins: [withoutProcesses],
    }),
    build({ ...bundle, entryPoints: { check: 'src/main.ts' }, plugins: [withoutProcesses, checkAlone] }),
  ]);
  chmodSync(`${fresh}/cli.cjs`, 0o755);
  cpSync('docs/report.schema.json', `${fresh}/report.schema.json`);
  cpSync('docs/proof.schema.json', `${fresh}/proof.schema.json`);
  cpSync('docs/config.schema.json', `${fresh}/config.schema.json`);
  writeFileSync(`${fresh}/readmes.json`, JSON.stringify(readmes()));
  writeFileSync(`${fresh}/.built`, '');
  rmSync('dist', { recursive: true, force: true });
  renameSync(fresh, 'dist');
} finally {
  rmSync(fresh, { recursive: true, force: true });
}

/** What each control's README says, which `explain` reads: it has the examples, and is no part of a bundle that checks. */
function readmes() {
  const paths = readdirSync('src/controls').map((id) => [id, `src/controls/${id}/README.md`]);
  return Object.fromEntries(paths.filter(([, path]) => existsSync(path)).map(([id, path]) => [id, readFileSync(path, 'utf8')]));
}

// A run of each bundle over all surfaces, so that the machine code is kept from the start (src/launch.ts).
for (const command of ['check', 'fix']) spawnSync(process.execPath, ['dist/cli.cjs', command, 'sample'], { stdio: 'ignore' });

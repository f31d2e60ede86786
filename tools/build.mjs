// Bundles src/ into dist/: the command with its launcher, and the library.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

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
  define: { BULKHEAD_VERSION: JSON.stringify(version) },
};
const cjs = { ...shared, format: 'cjs', outExtension: { '.js': '.cjs' } };
try {
  await Promise.all([
    build({ ...shared, entryPoints: { index: 'src/index.ts' }, format: 'esm', splitting: true }),
    build({ ...cjs, entryPoints: { cli: 'src/launch.ts' }, define: { ENTRANCE: '"command"' }, banner: { js: '#!/usr/bin/env node' } }),
    build({ ...cjs, entryPoints: { thread: 'src/launch.ts' }, define: { ENTRANCE: '"thread"' } }),
    build({
      ...cjs,
      entryPoints: { bulkhead: 'src/main.ts' },
      minifyIdentifiers: true,
      // A script run by node:vm has no import() of its own; what is outside the bundle is required.
      supported: { 'dynamic-import': false },
      banner: { js: 'const __bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
      define: { ...shared.define, 'import.meta.url': '__bundleUrl' },
    }),
  ]);
  chmodSync(`${fresh}/cli.cjs`, 0o755);
  cpSync('docs/report.schema.json', `${fresh}/report.schema.json`);
  cpSync('docs/config.schema.json', `${fresh}/config.schema.json`);
  writeFileSync(`${fresh}/.built`, '');
  rmSync('dist', { recursive: true, force: true });
  renameSync(fresh, 'dist');
} finally {
  rmSync(fresh, { recursive: true, force: true });
}

// One run over all surfaces, so that the machine code is kept from the start (src/launch.ts).
spawnSync(process.execPath, ['dist/cli.cjs', 'check', 'sample'], { stdio: 'ignore' });

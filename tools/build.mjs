// Bundles src/ into dist/: the command, the thread script and the library, split so that each command loads only its own code.
import { chmodSync, cpSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
// Built beside and then renamed, so that a command that is running never sees half of it.
const fresh = `dist.${process.pid}`;
await build({
  entryPoints: { cli: 'src/cli.ts', worker: 'src/worker.ts', index: 'src/index.ts' },
  outdir: fresh,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'linked',
  define: { BULKHEAD_VERSION: JSON.stringify(version) },
  // commander is CommonJS: its require() of node's own modules needs a require.
  banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
  logLevel: 'warning',
});
chmodSync(`${fresh}/cli.js`, 0o755);
cpSync('docs/report.schema.json', `${fresh}/report.schema.json`);
writeFileSync(`${fresh}/.built`, '');
rmSync('dist', { recursive: true, force: true });
renameSync(fresh, 'dist');

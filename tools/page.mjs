// The page of the HTML report: src/web/ as one script and one style sheet, with the digests that its policy names.
import { createHash } from 'node:crypto';
import { build } from 'esbuild';

const browsers = ['chrome117', 'firefox121', 'safari17.4'];
const digest = (text) => `sha256-${createHash('sha256').update(text).digest('base64')}`;

/** What src/reports/html/asset.ts calls BULKHEAD_PAGE. */
export async function page() {
  const { outputFiles } = await build({
    entryPoints: { page: 'src/web/main.ts', style: 'src/web/style/index.css' },
    outdir: 'page',
    bundle: true,
    write: false,
    format: 'iife',
    target: browsers,
    minify: true,
    logLevel: 'warning',
  });
  const textOf = (end) => outputFiles.find(({ path }) => path.endsWith(end)).text.trim();
  const [script, style] = [textOf('.js'), textOf('.css')];
  return { script, style, scriptHash: digest(script), styleHash: digest(style) };
}

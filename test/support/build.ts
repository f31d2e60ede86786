import { execFileSync } from 'node:child_process';

/** The command's tests run what users run: dist/, built afresh before the first test, unless BULKHEAD_NO_BUILD says that it is built. */
export default function setup(): void {
  if (process.env.BULKHEAD_NO_BUILD !== undefined) return;
  execFileSync(process.execPath, ['tools/build.mjs'], { stdio: 'inherit' });
}

import { execFileSync } from 'node:child_process';

/** The command's tests run what users run: dist/, built afresh before the first test. */
export default function setup(): void {
  execFileSync(process.execPath, ['tools/build.mjs'], { stdio: 'inherit' });
}

import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire, wrap } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { bundleFor } from './bundle.ts';
import type { Entrances } from './main.ts';

/** Set by the build: cli.cjs and thread.cjs are this launcher with one entrance each. */
declare const ENTRANCE: keyof Entrances;

/**
 * Runs one of the two bundles with the machine code that V8 kept of an earlier run: compiling it anew would be half of a cold start.
 * (Node 22 has module.enableCompileCache for this; Node 20 has not.) The kept code is one file per version of Node beside
 * the bundle. V8 refuses what does not fit its version or flags, and then the bundle is compiled as ever.
 */
// A thread has the command line of the process (host/pool.ts), and so the same bundle.
const name = bundleFor(process.argv.slice(2));
const bundle = join(__dirname, `${name}.cjs`);
const kept = join(__dirname, `${name}.${process.version}-${process.arch}.cache`);

function read(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

// Node 20 reads --env-file behind a script too (nodejs/node#54232): a container's variables are not ours.
if (process.argv.some((word) => word.startsWith('--env-file'))) forgetOthers(read('/proc/self/environ'));
const cachedData = read(kept);
// The build writes the bundle in ASCII, which is read twice as fast as UTF-8.
const script = new Script(wrap(readFileSync(bundle, 'latin1')), { filename: bundle, cachedData });
if (cachedData === undefined || script.cachedDataRejected) process.once('exit', keep);
const main = { exports: {} as Entrances };
script.runInThisContext()(main.exports, createRequire(bundle), main, bundle, dirname(bundle));
void main.exports[ENTRANCE]();

/** Takes away each variable that this process was not started with. Node lets none of a file take the place of one that is there. */
function forgetOthers(startedWith: Buffer | undefined): void {
  if (startedWith === undefined) return;
  const own = new Set(
    startedWith
      .toString()
      .split('\0')
      .map((entry) => entry.slice(0, Math.max(entry.indexOf('='), 0))),
  );
  for (const variable of Object.keys(process.env)) if (!own.has(variable)) delete process.env[variable];
}

/** After the run, so that it holds the functions that were used. A folder that may not be written to just stays without. */
function keep(): void {
  const fresh = `${kept}.${process.pid}`;
  try {
    writeFileSync(fresh, script.createCachedData());
    renameSync(fresh, kept);
  } catch {
    // Only speed is lost. Of a full disk the half that was written goes.
    rmSync(fresh, { force: true });
  }
}

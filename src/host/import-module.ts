import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { Unreadable } from '../model/index.ts';

/** Milliseconds that a module has until it is stopped: it may read files and ask git, and is not meant to do more. */
const patience = 10_000;

/** What the thread answers: the default export as JSON, or one clause on what is wrong with it. */
type Answer = { readonly json: string } | { readonly fault: string };

/**
 * What the thread runs, as JavaScript: it is no file of the bundle. A loop without an end cannot be stopped from inside its own thread, nor
 * can timers that a module leaves behind; a thread can be ended as a whole.
 */
const script = `
const { parentPort, workerData } = require('node:worker_threads');
const expected = '; expected export default { … }';
const fault = (text) => parentPort.postMessage({ fault: text });
const firstLine = (error) => String(error instanceof Error ? error.message : error).split('\\n', 1)[0].trim();
async function run() {
  const { createJiti } = require(workerData.jiti);
  const virtualModules = {};
  for (const [name, functions] of Object.entries(workerData.identities))
    virtualModules[name] = Object.fromEntries(functions.map((one) => [one, (value) => value]));
  const jiti = createJiti(workerData.folder, { fsCache: false, moduleCache: false, interopDefault: false, virtualModules });
  let value;
  try {
    const found = await jiti.import(workerData.path);
    const isModule = typeof found === 'object' && found !== null && ('__esModule' in found || found[Symbol.toStringTag] === 'Module');
    if (isModule && !('default' in found)) return fault('it has no default export' + expected);
    value = await (isModule ? found.default : found);
  } catch (error) {
    return fault('it does not run: ' + firstLine(error));
  }
  if (typeof value === 'function') return fault('its default export is a function' + expected);
  if (typeof value !== 'object' || value === null) return fault('its default export is ' + (value === null ? 'null' : 'of type ' + typeof value) + expected);
  try {
    parentPort.postMessage({ json: JSON.stringify(value) });
  } catch {
    fault('its default export is no plain data' + expected);
  }
}
run();
`;

/**
 * The default export of a file in JavaScript or TypeScript, which runs with all rights of the user, as plain data. It has a thread of its
 * own and `limit` milliseconds; what it prints goes to standard error. `identities`: functions by module that it may import without having
 * it installed, each of which returns what it is given. Throws Unreadable, one line, for whatever else than data comes of it.
 */
export async function importModule(
  path: string,
  identities: Readonly<Record<string, readonly string[]>>,
  limit: number = patience,
): Promise<unknown> {
  const { Worker } = await import('node:worker_threads');
  const require = createRequire(import.meta.url);
  const jiti = require.resolve('jiti');
  const workerData = { jiti, identities, folder: resolve('.'), path: resolve(path) };
  const worker = new Worker(script, { eval: true, workerData, stdout: true, resourceLimits: { maxOldGenerationSizeMb: 512 } });
  worker.stdout.pipe(process.stderr, { end: false });
  let timer: NodeJS.Timeout | undefined;
  const answer = await new Promise<Answer>((done) => {
    timer = setTimeout(() => done({ fault: `it was stopped after ${limit / 1000} s without an end` }), limit);
    worker.once('message', done);
    worker.once('error', (error) => done({ fault: `it does not run: ${error.message.split('\n', 1)[0]}` }));
    worker.once('exit', () => done({ fault: 'it ended before it had exported anything (process.exit, or a promise that never settles)' }));
  });
  clearTimeout(timer);
  await worker.terminate();
  if ('fault' in answer) throw new Unreadable(`${path}: ${answer.fault}`);
  return JSON.parse(answer.json);
}

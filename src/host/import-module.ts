import { resolve } from 'node:path';
import { Unreadable } from '../model/index.ts';

/**
 * The default export of a file in JavaScript or TypeScript, which runs with all rights of the user. `virtual`: modules that it may
 * import without having them installed. Throws Unreadable with the first line of what went wrong.
 */
export async function importModule(path: string, virtual: Readonly<Record<string, object>>): Promise<unknown> {
  const { createJiti } = await import('jiti');
  const jiti = createJiti(resolve('.'), { fsCache: false, moduleCache: false, virtualModules: { ...virtual } });
  // A module may end the process, or wait for what never comes: then nothing was judged, and silence would look like success.
  const unfinished = () => {
    process.exitCode = 2;
    process.stderr.write(`bulkhead: ${path}: it ended the run, or never came to its end\n`);
  };
  process.once('exit', unfinished);
  try {
    return await jiti.import(resolve(path), { default: true });
  } catch (error) {
    throw new Unreadable(
      `${path}: it does not run: ${String(error instanceof Error ? error.message : error)
        .split('\n', 1)[0]
        ?.trim()}`,
    );
  } finally {
    process.off('exit', unfinished);
  }
}

import { join, relative, resolve, sep } from 'node:path';
import type { ReadConfig } from '../config/read.ts';
import { hostControlIds } from '../controls/host-ids.ts';
import { imageControlIds } from '../controls/image-control-ids.ts';
import { controls } from '../controls/index.ts';
import { parseEngine } from '../engines/index.ts';
import { findUp } from '../host/find-up.ts';
import { readNamed } from '../host/read.ts';
import { Unreadable } from '../model/index.ts';

const endings = ['yaml', 'yml', 'json', 'ts', 'mts', 'js', 'mjs'];
const names = endings.map((ending) => `bulkhead.config.${ending}`);

/** A configuration, and the file that it came from. */
export interface Configuration extends ReadConfig {
  /** As messages name it. */
  readonly file: string;
  /** Absolute: its patterns start here. */
  readonly folder: string;
}

/**
 * The configuration of a run: the file that `--config` names, else the one found upwards from the working directory; none with
 * `--no-config` (false). Throws Unreadable, one line with its place. What reads it is loaded only when there is one.
 */
export async function configurationOf(asked: string | false | undefined): Promise<Configuration | undefined> {
  if (asked === false) return undefined;
  const file = asked ?? foundFile();
  if (file === undefined) return undefined;
  return { ...(await read(file)), file, folder: resolve(file, '..') };
}

function foundFile(): string | undefined {
  const there = findUp(names);
  if (there === undefined) return undefined;
  const [first = '', second] = there.found.map((name) => relative(resolve('.'), join(there.folder, name)));
  if (second !== undefined) throw new Unreadable(`${first} and ${second} are both there; keep one, or choose with --config`);
  return first;
}

async function read(file: string): Promise<ReadConfig> {
  const { profiles } = await import('./check/question.ts');
  const { readConfig, readConfigValue } = await import('../config/read.ts');
  const vocabulary = {
    controls: [...controls.map(({ id }) => id), ...hostControlIds, ...imageControlIds, 'accepted-risk'],
    profiles,
    isEngine: (text: string) => parseEngine(text) !== undefined,
  };
  if (/\.[cm]?[jt]s$/.test(file)) {
    const { importModule } = await import('../host/import-module.ts');
    return readConfigValue(file, await importModule(file, { bulkhead: ['defineConfig'] }), vocabulary);
  }
  return readConfig({ path: file, text: readNamed(file) }, vocabulary);
}

/** A file of the report as patterns see it: relative to a folder, with slashes. */
export const pathFrom = (folder: string, file: string): string => relative(folder, resolve(file)).split(sep).join('/');

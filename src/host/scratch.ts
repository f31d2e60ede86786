import {
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import { Unreadable } from '../model/index.ts';
import { foldersLeft, keepNoteIn, type LeftFolder, ownedFolder } from './left-behind.ts';
import { reasonOfError } from './read.ts';
import { endBy, onSignals } from './signals.ts';

/**
 * Lends a program file, alone in a folder, to `work`, and takes it and what `alsoClean` stands for away afterwards, whether it went well, threw, or this process was
 * told to end (`interrupted`). The file can be read and executed by everybody who knows its name, as a container with other users has to.
 */
export async function withProgramFile<T>(
  bytes: Uint8Array,
  alsoClean: (interrupted: boolean) => Promise<void>,
  work: (path: string) => Promise<T>,
): Promise<T> {
  let folder = '';
  let cleaned: Promise<void> | undefined;
  const clean = (interrupted: boolean): Promise<void> => {
    cleaned ??= alsoClean(interrupted).finally(() => folder !== '' && rmSync(folder, { recursive: true, force: true }));
    return cleaned;
  };
  const end = (signal: NodeJS.Signals): void => {
    const leave = (): void => {
      forget();
      endBy(signal);
    };
    clean(true).then(leave, leave);
  };
  const forget = onSignals(end);
  try {
    folder = made(bytes);
    return await work(join(folder, 'program'));
  } finally {
    await clean(false);
    forget();
  }
}

/** What has to be undone if this process does not live to do it: kept beside the program, for the next start to read. */
export const keepNote = (program: string, note: object): void => keepNoteIn(dirname(program), note);

/** Writes a file into the folder of the program, which it answers. */
export function writeBeside(program: string, name: string, text: string): string {
  writeFileSync(join(dirname(program), name), text, { mode: 0o600 });
  return dirname(program);
}

/** Another program beside it; undefined: nobody gains anything by executing a file there (nosuid). */
export function programBeside(program: string, name: string, bytes: Uint8Array): string | undefined {
  const folder = dirname(program);
  if (mountOptions(folder).includes('nosuid')) return undefined;
  const file = join(folder, name);
  writeProgram(file, bytes);
  return file;
}

/** An empty folder beside the program, which it answers. Everybody may look into it, as into a volume of an engine. */
export function emptyBeside(program: string, name: string): string {
  const folder = join(dirname(program), name);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  return folder;
}

/** Of a path below a folder the parts that are not there, outermost first. A link on the way leads elsewhere for whoever has another root: nothing is known behind it. */
export function absentBelow(folder: string, path: string): readonly string[] {
  const absent: string[] = [];
  let at = folder;
  for (const name of normalize(`/${path}`).split('/').filter(Boolean)) {
    at = join(at, name);
    const status = lstatSync(at, { throwIfNoEntry: false });
    if (status?.isSymbolicLink() === true) return [];
    if (status === undefined) absent.push(at);
  }
  return absent;
}

/** Takes away a folder or file, if there is nothing in it. */
export function removeEmpty(path: string): void {
  try {
    const status = lstatSync(path);
    if (status.isDirectory()) rmdirSync(path);
    else if (status.isFile() && status.size === 0) rmSync(path);
  } catch {
    // It is not there, or somebody keeps something in it.
  }
}

/** Folders of programs whose process has ended without taking them away. */
export const leftFolders = (): readonly LeftFolder[] => foldersLeft('prove', places());

/**
 * Makes a new file, which all may read and execute, in a folder that is none of ours: no link in it is followed, whoever put it there. Why that is
 * refused, fit to print.
 */
export function putCopy(from: string, folder: string, name: string): string | undefined {
  const { O_CREAT, O_DIRECTORY, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants;
  const open: number[] = [];
  try {
    const place = openSync(folder, O_DIRECTORY | O_NOFOLLOW);
    open.push(place);
    const file = openSync(`/proc/self/fd/${place}/${name}`, O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY, 0o555);
    open.push(file);
    writeSync(file, readFileSync(from));
    fchmodSync(file, 0o555);
    return undefined;
  } catch (error) {
    if (open.length > 1) removeFile(`${folder}/${name}`);
    return reasonOfError(error);
  } finally {
    for (const one of open) closeSync(one);
  }
}

/** Gives a file the time of so many seconds; it may be gone. */
export function touch(path: string, seconds: number): void {
  try {
    utimesSync(path, seconds, seconds);
  } catch {
    // Nobody waits for it any more.
  }
}

export const removeFile = (path: string): void => rmSync(path, { force: true });

/** Where a program may lie, the usual place first. */
const places = (): readonly string[] => [...new Set([tmpdir(), '/var/tmp', '/dev/shm', homedir()])];

/** Nothing can be executed from a file system that is mounted noexec, in no container either. */
function made(bytes: Uint8Array): string {
  const reasons: string[] = [];
  for (const place of places()) {
    if (isNoexec(place)) {
      reasons.push(`${place}: it is mounted noexec`);
      continue;
    }
    try {
      return write(bytes, ownedFolder('prove', place));
    } catch (error) {
      reasons.push(`${place}: ${reasonOfError(error)}`);
    }
  }
  throw new Unreadable(
    `the probe program cannot be written anywhere: ${reasons.join('; ')}; set TMPDIR to a folder where programs may run`,
  );
}

function write(bytes: Uint8Array, folder: string): string {
  try {
    chmodSync(folder, 0o711);
    writeProgram(join(folder, 'program'), bytes);
    return folder;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function writeProgram(file: string, bytes: Uint8Array): void {
  writeFileSync(file, bytes, { mode: 0o555, flag: 'wx' });
  chmodSync(file, 0o555);
}

const isNoexec = (path: string): boolean => mountOptions(path).includes('noexec');

/** Of the mount that a path lies on: the last one of the longest mount point above it. */
function mountOptions(path: string): readonly string[] {
  if (!existsSync('/proc/self/mountinfo')) return [];
  const mounts = readFileSync('/proc/self/mountinfo', 'utf8').split('\n');
  let found: { readonly length: number; readonly options: string } = { length: 0, options: '' };
  for (const line of mounts) {
    const [, , , , point = '', options = ''] = line.split(' ');
    const above = point === '/' || path === point || path.startsWith(`${point}/`);
    if (above && point.length >= found.length) found = { length: point.length, options };
  }
  return found.options.split(',');
}

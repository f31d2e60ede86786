import { execFile } from 'node:child_process';
import { lstatSync, readdirSync, readlinkSync, type Stats, statSync } from 'node:fs';
import { request } from 'node:http';
import { type MachineDoor, type MachineEntry, type MachineText, Unreadable } from '../model/index.ts';
import { decode, readBytes } from './read.ts';

/** What a program or an engine may take before it counts as silent, in milliseconds, and how much it may say, in bytes. */
const patience = 1000;
const longestAnswer = 1024 * 1024;

/** A name in /proc can vanish while it is looked at: nothing here throws. */
function quietly<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}

/** The machine that this process runs on. Programs run without the caller's environment, and none for longer than a second. */
export const machineDoor: MachineDoor = {
  read: readMachineText,
  words: (path) => quietly(() => readBytes(path).toString('utf8').replace(/\0$/, '').split('\0')),
  list: (folder) => quietly(() => readdirSync(folder).sort()) ?? [],
  look: (path) => {
    const stats = quietly(() => statSync(path));
    return stats && entryOf(stats);
  },
  link: (path) => quietly(() => readlinkSync(path)),
  run: (program, args) =>
    new Promise((resolve) => {
      const options = {
        timeout: patience,
        killSignal: 'SIGKILL',
        maxBuffer: longestAnswer,
        env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
        cwd: '/',
      } as const;
      const child = execFile(program, args, options, (error, stdout) => resolve(error === null ? stdout : undefined));
      child.on('error', () => resolve(undefined));
      child.stdin?.end();
    }),
  ask: askSocket,
};

function readMachineText(path: string): MachineText {
  try {
    return { text: decode(readBytes(path)) };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return quietly(() => lstatSync(path)) === undefined ? { missing: true } : { refused: error.message };
  }
}

function entryOf(stats: Stats): MachineEntry {
  const kind = stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : stats.isSocket() ? 'socket' : 'other';
  return { kind, mode: stats.mode & 0o7777, uid: stats.uid, gid: stats.gid };
}

/** A hostile or silent engine costs a second and a megabyte, no more. */
function askSocket(socketPath: string, path: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const asked = request({ socketPath, path, headers: { Host: 'localhost' } }, (answer) => {
      const chunks: Buffer[] = [];
      let length = 0;
      answer.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length > longestAnswer) asked.destroy();
        else chunks.push(chunk);
      });
      answer.on('end', () => resolve(answer.statusCode === 200 ? Buffer.concat(chunks).toString('utf8') : undefined));
      answer.on('close', () => resolve(undefined));
    });
    const timer = setTimeout(() => asked.destroy(), patience);
    asked.on('error', () => resolve(undefined));
    asked.on('close', () => {
      clearTimeout(timer);
      resolve(undefined);
    });
    asked.end();
  });
}

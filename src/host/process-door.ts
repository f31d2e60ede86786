import { execFile } from 'node:child_process';
import { existsSync, lstatSync } from 'node:fs';
import type { DeviceNode, ProcessDoor } from '../model/index.ts';
import { machineDoor } from './machine-door.ts';
import { readBytes } from './read.ts';

/** What the memory of one process may take, in milliseconds, and how much of it is taken, in bytes. */
const patience = 1000;
const longestMemory = 4 * 1024 * 1024;

/** Reads a file and can be killed, which a thread of ours that waits in the kernel cannot. */
const reader = ['/bin/cat', '/usr/bin/cat'];

/** The processes of the machine that this one runs on. */
export const processDoor: ProcessDoor = {
  ...machineDoor,
  memory: async (path) => {
    const program = reader.find((place) => existsSync(place));
    const bytes = program === undefined ? directly(path) : await through(program, path);
    if (Buffer.isBuffer(bytes)) return { words: wordsOf(bytes) };
    return exists(path) ? { refused: bytes } : { missing: true };
  },
  node: (path): DeviceNode | undefined => {
    try {
      const stats = lstatSync(path);
      if (!stats.isBlockDevice() && !stats.isCharacterDevice()) return undefined;
      return { type: stats.isBlockDevice() ? 'block' : 'character', ...numbersOf(stats.rdev), mode: stats.mode & 0o7777 };
    } catch {
      return undefined;
    }
  },
};

const wordsOf = (bytes: Buffer): string[] => {
  const text = bytes.toString('utf8').replace(/\0$/, '');
  return text === '' ? [] : text.split('\0');
};

/** As glibc packs them into a dev_t. Source: glibc 2.36 bits/sysmacros.h; a rdev of Linux fits in 53 bits (12 + 20 bits are in use). */
function numbersOf(rdev: number): { major: number; minor: number } {
  const low = rdev % 2 ** 32;
  return { major: Math.floor(low / 256) % 4096, minor: (low % 256) + Math.floor(low / 2 ** 20) * 256 };
}

const exists = (path: string): boolean => {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
};

function directly(path: string): Buffer | string {
  try {
    return readBytes(path);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function through(program: string, path: string): Promise<Buffer | string> {
  return new Promise((resolve) => {
    const options = { timeout: patience, killSignal: 'SIGKILL', maxBuffer: longestMemory, encoding: 'buffer', env: {}, cwd: '/' } as const;
    const child = execFile(program, [path], options, (error, stdout) => {
      if (error === null) resolve(stdout);
      else if (error.killed === true) resolve('it does not answer in time');
      else if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') resolve('it is too long');
      else resolve('permission to read it is denied');
    });
    child.on('error', () => resolve('it cannot be read'));
    child.stdin?.end();
  });
}

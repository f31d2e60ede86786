import type { ChildProcess } from 'node:child_process';
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { Unreadable } from '../model/index.ts';
import { forget, killGroup, remember } from './children.ts';
import { decode, isSystemError, largestText, reasonOfError } from './read.ts';

/** What came of running a program. `failed`: it ended by itself and said why. `stopped`: it did not get that far; `why` is fit to print. */
export type ToolResult =
  | { readonly kind: 'done'; readonly stdout: string }
  /** `stdout`: what it had printed until then. */
  | { readonly kind: 'failed'; readonly stderr: string; readonly stdout: string }
  | { readonly kind: 'stopped'; readonly why: string };

export interface ToolOptions {
  /** The whole environment of the program: nothing of ours is handed on. */
  readonly env: Readonly<Record<string, string>>;
  /** Milliseconds until it is killed. */
  readonly timeout: number;
  /** What it reads on standard input. Default: nothing. */
  readonly input?: string;
  /** Bytes of output after which it is killed. Default: what one text may hold (largestText). */
  readonly most?: number;
}

/** Of what it says on standard error, no more than this is kept, in bytes. */
const keptErrors = 64 * 1024;

/**
 * The first program of that name in PATH; undefined: there is none. Relative entries of PATH are not searched: a folder that is
 * looked at must not bring the program that looks at it.
 */
export async function findTool(name: string, path: string = process.env.PATH ?? ''): Promise<string | undefined> {
  for (const folder of path.split(delimiter)) {
    if (!isAbsolute(folder)) continue;
    const file = join(folder, name);
    try {
      await access(file, constants.X_OK);
      if ((await stat(file)).isFile()) return file;
    } catch {}
  }
  return undefined;
}

/** Runs a program without a shell. It, and what it started, has an end: by time and by output. Never throws. */
export async function runTool(file: string, args: readonly string[], options: ToolOptions): Promise<ToolResult> {
  const { spawn } = await import('node:child_process');
  try {
    return await new Promise((resolve) => {
      // Its own process group, so that what it started ends with it.
      const input = options.input === undefined ? 'ignore' : 'pipe';
      const child = spawn(file, args, { env: options.env, stdio: [input, 'pipe', 'pipe'], detached: true });
      watch(child, options, resolve);
      // It may end without having read it.
      child.stdin?.on('error', () => {});
      child.stdin?.end(options.input);
    });
  } catch (error) {
    return couldNotStart(error);
  }
}

function watch(child: ChildProcess, { timeout, most = largestText }: ToolOptions, resolve: (result: ToolResult) => void): void {
  const output: Buffer[] = [];
  const errors: Buffer[] = [];
  let length = 0;
  let errorLength = 0;
  const end = (result: ToolResult): void => {
    clearTimeout(timer);
    forget(child);
    child.stdout?.destroy();
    child.stderr?.destroy();
    resolve(result);
  };
  const stop = (why: string): void => {
    killGroup(child);
    end({ kind: 'stopped', why });
  };
  const timer = setTimeout(() => stop(`it was stopped after ${timeout / 1000} s without an end`), timeout);
  remember(child);
  child.stdout?.on('data', (chunk: Buffer) => {
    output.push(chunk);
    length += chunk.length;
    if (length > most) stop(`it was stopped: it printed more than ${most / 1048576} MiB`);
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    if (errorLength < keptErrors) errors.push(chunk);
    errorLength += chunk.length;
    if (errorLength > most) stop(`it was stopped: it complained at more than ${most / 1048576} MiB`);
  });
  child.on('error', (error) => end(couldNotStart(error)));
  child.on('close', (code, signal) => {
    if (code === 0) end(textOf(Buffer.concat(output)));
    else if (code === null) end({ kind: 'stopped', why: `it was ended by ${signal}` });
    else {
      const stderr = Buffer.concat(errors).subarray(0, keptErrors).toString('utf8');
      end({ kind: 'failed', stderr, stdout: Buffer.concat(output).toString('utf8') });
    }
  });
}

function textOf(bytes: Buffer): ToolResult {
  try {
    return { kind: 'done', stdout: decode(bytes) };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { kind: 'stopped', why: `what it printed cannot be read: ${error.message}` };
  }
}

function couldNotStart(error: unknown): ToolResult {
  if (!isSystemError(error)) throw error;
  return { kind: 'stopped', why: `it could not be started: ${reasonOfError(error)}` };
}

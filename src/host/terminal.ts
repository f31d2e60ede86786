import type { Readable } from 'node:stream';
import { reasonOfError } from './read.ts';

/** The streams of the process, and what they can show. */
export interface Terminal {
  readonly stdin: Readable;
  readonly color: boolean;
  /** Columns of the report; 100 where output is not a terminal. */
  readonly width: number;
  out(text: string): Promise<void>;
  err(text: string): void;
  /** One line that replaces itself, only on a terminal and only once the work takes long; undefined takes it away. */
  progress(text: string | undefined): void;
}

/** How long work may take before progress is shown, and how often it then changes, in milliseconds. */
const patience = 500;
const pace = 100;

/**
 * To be called once, before anything is printed. A reader that goes away (`| head`) changes nothing of what the run comes
 * to; an output that cannot be written (a full disk) is one line and exit code 2, whatever the report says.
 */
export function guardStreams(): void {
  const { stdout, stderr } = process;
  // When this one fails there is nobody left to tell.
  stderr.on('error', () => {});
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    process.once('exit', () => {
      process.exitCode = 2;
    });
    stderr.write(`bulkhead: standard output was not written: ${reasonOfError(error)}\n`);
  });
}

/** `color`: what the user asked for; otherwise a terminal and NO_COLOR decide (no-color.org). */
export function processTerminal(color?: boolean): Terminal {
  const { stdout, stderr } = process;
  const started = performance.now();
  let shown = 0;
  return {
    get stdin() {
      return process.stdin;
    },
    color: color ?? (stdout.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb'),
    width: Math.max(60, stdout.columns ?? 100),
    out: (text) => new Promise((resolve) => stdout.write(text, () => resolve())),
    err: (text) => void stderr.write(text),
    progress(text) {
      if (!stderr.isTTY) return;
      const now = performance.now();
      if (text === undefined) {
        if (shown > 0) stderr.write('\r\x1b[K');
        shown = 0;
      } else if (now - started > patience && now - shown > pace) {
        stderr.write(`\r\x1b[K${text}`);
        shown = now;
      }
    },
  };
}

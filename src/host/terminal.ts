import type { Readable } from 'node:stream';

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

/** `color`: what the user asked for; otherwise a terminal and NO_COLOR decide (no-color.org). */
export function processTerminal(color?: boolean): Terminal {
  const { stdout, stderr } = process;
  const started = performance.now();
  let shown = 0;
  // A reader that goes away (`| head`) ends the run quietly, as in any filter.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
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

import { createInterface } from 'node:readline/promises';

/** Questions to whoever sits at the terminal. */
export interface Prompt {
  say(text: string): void;
  /** Undefined: the input has ended. */
  ask(question: string): Promise<string | undefined>;
  close(): void;
}

/** Undefined where input or output is no terminal. Speaks on standard error, so that the report stays apart. */
export function promptLines(): Prompt | undefined {
  if (process.stdin.isTTY !== true || process.stderr.isTTY !== true) return undefined;
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const ended = new Promise<undefined>((resolve) => lines.once('close', () => resolve(undefined)));
  return {
    say: (text) => void process.stderr.write(`${text}\n`),
    ask: (question) => Promise.race([lines.question(question).catch(() => undefined), ended]),
    close: () => lines.close(),
  };
}

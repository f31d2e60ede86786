import type { Terminal } from '../host/terminal.ts';

/** A finished text goes to the file that was named (`--output`), else to the terminal. What writes files is loaded only for a file. */
export async function putOut(text: string, output: string | undefined, terminal: Pick<Terminal, 'out'>): Promise<void> {
  if (output === undefined) await terminal.out(text);
  else (await import('../host/write.ts')).writeAtomically(output, text);
}

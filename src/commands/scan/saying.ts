import type { Terminal } from '../../host/terminal.ts';

/** What is said while images are read. */
export interface Saying {
  /** A line: where an image was found. */
  readonly tell: (line: string) => void;
  /** One line that replaces itself; undefined takes it away. */
  readonly progress: (text: string | undefined) => void;
}

export const sayingOn = ({ err, progress }: Pick<Terminal, 'err' | 'progress'>, quiet = false): Saying => ({
  tell: (line) => (quiet ? undefined : err(`bulkhead: ${line}\n`)),
  progress,
});

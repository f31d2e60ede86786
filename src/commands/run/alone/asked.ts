import { Unreadable } from '../../../model/index.ts';
import type { AskedRun } from '../../../surfaces/run-command/asked.ts';
import type { Program } from '../engine.ts';

export type Asked = AskedRun & { readonly image: string };

/** What the last option of these names says; undefined: none was given. */
export const lastOf = ({ options }: Asked, ...names: readonly string[]): string | undefined =>
  options.findLast(({ flag }) => names.includes(flag))?.value;

/** Options that say how it is started; all others that describe no container are an engine's. */
const understood = new Set(['name', 'detach', 'interactive', 'tty', 'rm', 'pull']);

/** How it is started. */
export interface Manner {
  /** The name by which the runtime knows the container. */
  readonly id: string;
  readonly detached: boolean;
  readonly terminal: boolean;
}

/** Throws Unreadable for an option that only engines have. */
export function mannerOf(asked: Asked, { kind }: Program): Manner {
  const alien = asked.options.find(({ flag, quiet }) => quiet === true && !understood.has(flag));
  if (alien !== undefined) throw new Unreadable(`--${alien.flag} is an option for engines: ${kind} alone has nothing like it`);
  if (lastOf(asked, 'detach') === 'true' && lastOf(asked, 'rm') === 'true')
    throw new Unreadable(
      `-d does not go with --rm here: nobody of ${kind} alone stays to remove it; without --rm, ${kind} delete does when it has ended`,
    );
  return {
    id: lastOf(asked, 'name') ?? `bulkhead-${process.pid}-${Date.now().toString(36)}`,
    detached: lastOf(asked, 'detach') === 'true',
    terminal: lastOf(asked, 'tty') === 'true',
  };
}

import { identity, spell } from '../../../text/shell/index.ts';
import { type CommandLine, placed } from '../argument.ts';
import { linesOf } from './shell.ts';
import { type UnitEntry, unitEntries } from './unit-entries.ts';
import { unitVariables, unitWords } from './unit-words.ts';

/**
 * Every docker or podman command of a systemd unit's Exec…= lines.
 * Source: systemd.service(5) of systemd 257, "COMMAND LINES".
 */
export function systemdLines(text: string, home: string | undefined): CommandLine[] {
  const entries = unitEntries(text).filter(({ section }) => section === 'Service');
  const variables = unitVariables(text, entries);
  const scope = { variables, home, budget: { left: 1_000_000 } };
  return entries.filter(isCommand).flatMap((entry) =>
    unitWords(text, entry).flatMap((words) => {
      const args = words.flatMap((word) => spell(word, scope)).map((argument) => placed(argument, identity));
      return linesOf(args, { text, locate: identity }, [], home, 0);
    }),
  );
}

const isCommand = ({ key }: UnitEntry): boolean => /^Exec(Start|StartPre|StartPost|Condition|Reload|Stop|StopPost)$/.test(key);

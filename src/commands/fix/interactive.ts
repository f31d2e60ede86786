import type { Left, Want } from '../../fix/want.ts';
import { promptLines } from '../../host/prompt.ts';
import { type Edit, Unreadable } from '../../model/index.ts';
import { applyEdits } from '../../text/edit.ts';
import { oneLine, printable } from '../../text/printable.ts';
import { paintedDiff } from './diff.ts';
import type { FixFlags } from './flags.ts';

type Answer = Pick<Left, 'why' | 'because'> | undefined;

const no: Answer = { why: 'declined', because: 'you said no' };

/** Asks of each remedy, one by one. Throws Unreadable where nobody can answer. */
export async function asks(
  flags: FixFlags,
  color: boolean,
): Promise<{ allows(want: Want, edits: readonly Edit[], notes: readonly string[]): Promise<Answer>; close(): void }> {
  if (flags.format !== 'text') throw new Unreadable(`--interactive asks in words: leave --format ${flags.format} out`);
  const prompt = promptLines();
  if (prompt === undefined) throw new Unreadable('--interactive needs a terminal: leave it out, or take --write with --control');
  let rest: 'ask' | 'all' | 'none' = 'ask';
  return {
    close: () => prompt.close(),
    async allows(want, edits, notes) {
      if (rest !== 'ask') return rest === 'all' && want.risk.safe ? undefined : no;
      prompt.say(shown(want, edits, notes, color));
      for (;;) {
        const answer = (await prompt.ask('Write it? [y]es, [n]o, [a]ll the safe ones from here, [q]uit asking: '))?.trim().toLowerCase();
        if (answer === 'y' || answer === 'yes') return undefined;
        if (answer === 'n' || answer === 'no') return no;
        if (answer === 'a' || answer === 'all') {
          rest = 'all';
          return want.risk.safe ? undefined : no;
        }
        if (answer === undefined || answer === 'q' || answer === 'quit') {
          rest = 'none';
          return no;
        }
      }
    },
  };
}

function shown({ finding, risk }: Want, edits: readonly Edit[], notes: readonly string[], color: boolean): string {
  const sources = [...new Map(edits.map(({ source }) => [source.path, source])).values()];
  const diffs = sources.map((source) => {
    const own = edits.filter((edit) => edit.source.path === source.path);
    return paintedDiff({ file: source.path, before: source.text, after: applyEdits(source, own) }, color);
  });
  const why = `${printable(oneLine(finding.container))}: ${finding.control} (${finding.severity}): ${printable(oneLine(finding.detail))}`;
  const danger = risk.safe ? `Safe: ${risk.because}.` : `May break: ${risk.because}. To test: ${risk.test}.`;
  return [why, danger, ...notes.map((note) => `To do: ${printable(oneLine(note))}`), ...diffs].join('\n');
}

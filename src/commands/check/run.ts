import { controls } from '../../controls/index.ts';
import { processTerminal } from '../../host/terminal.ts';
import { writeAtomically } from '../../host/write.ts';
import { Unreadable } from '../../model/index.ts';
import { render } from '../../reports/index.ts';
import { exitCodeOf } from '../exit.ts';
import { type CheckFlags, engineOf } from '../flags.ts';
import { targetsOf } from '../targets.ts';
import { check } from './command.ts';

/** `bulkhead check`: flags → report → exit code. */
export async function runCheck(words: readonly string[], commandLine: readonly string[], flags: CheckFlags): Promise<number> {
  const terminal = processTerminal(flags.color && flags.output === undefined ? undefined : false);
  const targets = await targetsOf(words.length === 0 && commandLine.length === 0 ? ['.'] : words, commandLine);
  const report = await check(
    targets,
    {
      profile: flags.profile,
      controls: knownControls(flags.control),
      engine: engineOf(flags),
      all: flags.all === true,
      views: flags.views === true,
    },
    terminal,
  );
  const text = render(flags.format, report, controls, {
    color: terminal.color,
    width: terminal.width,
    details: flags.details === true,
    all: flags.all === true,
    verbose: flags.verbose === true,
    quiet: flags.quiet === true,
    failOn: flags.failOn,
  });
  if (flags.output === undefined) await terminal.out(text);
  else writeAtomically(flags.output, text);
  return exitCodeOf(report, flags.failOn);
}

function knownControls(ids: readonly string[] = []): readonly string[] | undefined {
  const missing = ids.find((id) => !controls.some((control) => control.id === id));
  if (missing !== undefined) throw new Unreadable(`--control ${missing}: there is no such control; bulkhead explain lists them`);
  return ids.length === 0 ? undefined : ids;
}

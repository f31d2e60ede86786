import type { Left, Want } from '../../fix/want.ts';
import { processTerminal } from '../../host/terminal.ts';
import { atLeast, type Severity, Unreadable } from '../../model/index.ts';
import { printable } from '../../text/printable.ts';
import type { Given } from '../check/settings.ts';
import type { ExitCode } from '../exit.ts';
import type { Fixed } from './fixed.ts';
import type { FixFlags } from './flags.ts';
import { fixAsJson } from './json.ts';
import { mend } from './mend.ts';
import { askedBy } from './options.ts';
import { fixAsPatch, fixAsText } from './text.ts';

/** `bulkhead fix`: flags → changed texts → exit code. */
export async function runFix(words: readonly string[], flags: FixFlags, given: Given): Promise<ExitCode> {
  const terminal = processTerminal(flags.color ? undefined : false);
  const paths = words.length === 0 ? ['.'] : words;
  const wrong = paths.find(
    (path) => path === '-' || path === '' || /^(?:image|archive|container|docker|podman|cluster|run|pid):/.test(path),
  );
  if (wrong !== undefined) throw new Unreadable(`fix changes files; ${wrong === '' ? "''" : wrong} is none: name a file or a folder`);
  const asking = flags.interactive === true ? await (await import('./interactive.ts')).asks(flags, terminal.color) : undefined;
  const { options, failOn, living } = await askedBy(flags, given, paths);
  const fixed = await mend(paths, {
    options,
    write: flags.write === true || asking !== undefined,
    registry: flags.registry === true,
    living,
    allows: asking?.allows ?? (async (want) => refusalOf(want, flags.unsafe === true)),
  });
  asking?.close();
  const print = await printerOf(flags.format);
  await terminal.out(print(fixed, { color: terminal.color }));
  if (flags.format === 'patch')
    for (const { file, message } of fixed.problems) terminal.err(`bulkhead: ${printable(`${file}: ${message}`)}\n`);
  return exitOf(fixed, failOn);
}

async function printerOf(format: FixFlags['format']): Promise<(fixed: Fixed, look: { readonly color: boolean }) => string> {
  if (format === 'sarif') return (await import('./sarif.ts')).fixAsSarif;
  return { text: fixAsText, json: fixAsJson, patch: fixAsPatch }[format];
}

/** Only what cannot stop a correct program, unless more is asked for. */
function refusalOf({ risk }: Want, unsafe: boolean): Pick<Left, 'why' | 'because'> | undefined {
  return risk.safe || unsafe ? undefined : { why: 'unsafe', because: risk.because };
}

/**
 * 2: something was not read or not written, or what is left at or above `failOn` could not be decided, as for `check`.
 * 1: a change is not written, or a finding at or above `failOn` is left.
 */
function exitOf({ problems, files, left, write }: Fixed, failOn: Severity): ExitCode {
  if (problems.length > 0) return 2;
  if (!write) return files.length > 0 ? 1 : 0;
  const weighty = left.filter(({ finding }) => atLeast(finding.severity, failOn));
  if (weighty.some(({ finding }) => finding.outcome === 'unknown')) return 2;
  return weighty.length > 0 ? 1 : 0;
}

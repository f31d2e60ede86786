import { processTerminal } from '../../host/terminal.ts';
import type { Report } from '../../model/index.ts';
import { renderJson } from '../../reports/json.ts';
import { pathsMarkdown } from '../../reports/ways/markdown.ts';
import { pathsText } from '../../reports/ways/text.ts';
import { check } from '../check/command.ts';
import { livingOf } from '../check/living.ts';
import type { CheckOptions } from '../check/question.ts';
import { settingsOf } from '../check/settings.ts';
import { configurationOf } from '../configuration.ts';
import { putOut } from '../put-out.ts';
import { targetsOf } from '../targets.ts';
import { pathsExit } from './exit.ts';
import type { PathsFlags } from './flags.ts';

/** `bulkhead paths`: targets → the ways out of their containers, and what closes them → exit code. */
export async function runPaths(words: readonly string[], commandLine: readonly string[], flags: PathsFlags): Promise<number> {
  const terminal = processTerminal(flags.color && flags.output === undefined ? undefined : false);
  const targets = await targetsOf(words.length === 0 && commandLine.length === 0 ? ['.'] : words, commandLine);
  const configuration = await configurationOf(flags.config);
  const options: CheckOptions = {
    // Every measure: a way may rest on what only those are told who ask for all.
    ...settingsOf({ ...flags, profile: 'strict' }, { profile: true }, configuration),
    all: false,
    views: false,
    ways: { all: true, ...(flags.from === undefined ? {} : { from: flags.from }) },
    ...(flags.helmValues === undefined ? {} : { helmValues: flags.helmValues }),
  };
  const report = await check(targets, options, terminal, livingOf(configuration, targets, new Date()));
  const exit = pathsExit(report, flags.failOn ?? 'high');
  const text =
    flags.format === 'html'
      ? await page(report, exit !== 0)
      : rendered(report, flags.format, flags, { color: terminal.color, width: terminal.width });
  await putOut(text, flags.output, terminal);
  return exit;
}

async function page(report: Report, fails: boolean): Promise<string> {
  const [{ pathsHtml }, { controls }] = await Promise.all([import('../../reports/html/index.ts'), import('../../controls/index.ts')]);
  return pathsHtml(report, controls, fails);
}

function rendered(
  report: Report,
  format: Exclude<PathsFlags['format'], 'html'>,
  flags: PathsFlags,
  { color, width }: { readonly color: boolean; readonly width: number | undefined },
): string {
  const options = { color, details: flags.details === true, verbose: flags.verbose === true, ...(width === undefined ? {} : { width }) };
  switch (format) {
    case 'text':
      return pathsText(report, options);
    case 'json':
      return renderJson(report);
    case 'markdown':
      return pathsMarkdown(report);
  }
}

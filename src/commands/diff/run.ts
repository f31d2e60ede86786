import { normalize, relative, resolve, sep } from 'node:path';
import { chooserOf } from '../../config/choose.ts';
import { processTerminal, type Terminal } from '../../host/terminal.ts';
import { atLeast, type Severity, Unreadable } from '../../model/index.ts';
import type { DiffImage } from '../../reports/diff/image/shape.ts';
import { renderDiffJson } from '../../reports/diff/json.ts';
import { renderDiffMarkdown } from '../../reports/diff/markdown.ts';
import type { DiffReport } from '../../reports/diff/shape.ts';
import { renderDiffText } from '../../reports/diff/text.ts';
import { asker } from '../check/ask.ts';
import { type CheckOptions, questionOf } from '../check/question.ts';
import { settingsOf } from '../check/settings.ts';
import { configurationOf, pathFrom } from '../configuration.ts';
import type { ExitCode } from '../exit.ts';
import { imageChoice, refuseIdle } from '../images/choice.ts';
import { putOut } from '../put-out.ts';
import { areImages } from './are-images.ts';
import { assembled } from './assemble.ts';
import type { DiffFlags } from './flags.ts';
import type { Choice } from './ground.ts';
import { lookOver } from './look.ts';
import { groundsOf } from './sides.ts';

const printers = { text: renderDiffText, markdown: renderDiffMarkdown, json: renderDiffJson };

/** `bulkhead diff`: two sides → what privileges a change gains and loses → exit code. */
export async function runDiff(words: readonly string[], paths: readonly string[], flags: DiffFlags): Promise<ExitCode> {
  const terminal = processTerminal(flags.color && flags.output === undefined ? undefined : false);
  const configuration = await configurationOf(flags.config);
  const options: CheckOptions = {
    ...settingsOf({ ...flags, profile: 'recommended' }, { profile: false }, configuration),
    all: false,
    views: false,
  };
  const report = await reportOf(words, paths, flags, options, terminal);
  const text = printers[flags.format](report, { color: terminal.color, width: terminal.width, details: flags.details === true });
  await putOut(text, flags.output, terminal);
  return exitOf(report, flags);
}

async function reportOf(
  words: readonly string[],
  paths: readonly string[],
  flags: DiffFlags,
  options: CheckOptions,
  terminal: Terminal,
): Promise<DiffReport> {
  if (areImages(words)) return (await import('./images.ts')).imageDiff(words, flags, questionOf(options), terminal);
  refuseIdle(ofImages(flags), 'about two images, and there are none');
  const grounds = await groundsOf(words, choiceOf(options, paths), options.rules);
  const missing = [grounds.base, grounds.head].every(({ files, given }) => files.length + given.length === 0);
  if (missing && paths.length > 0) throw new Unreadable(`${paths.join(' ')}: neither side has anything there that declares containers`);
  const ask = asker(options);
  const { base, head } = await lookOver(grounds, ask, options);
  return assembled(grounds, base, head);
}

const ofImages = ({ db, vex, ...flags }: DiffFlags): object => ({
  ...imageChoice(flags),
  ...(db === undefined ? {} : { db }),
  ...(vex === undefined ? {} : { vex }),
});

function choiceOf({ rules }: CheckOptions, paths: readonly string[]): Choice {
  const chooser = rules === undefined ? undefined : chooserOf(rules);
  const slashes = (path: string): string => path.split(sep).join('/').replace(/\/$/, '').replace(/^\.$/, '');
  return {
    excluded: (path, named) => chooser?.excluded(pathFrom(rules?.folder ?? '.', path), named),
    limits: (root) => paths.map((path) => slashes(root === undefined ? normalize(path) : relative(root, resolve(path)))),
  };
}

/** 2: something was not read, or a widening that would count cannot be ruled out. 1: something that counts widens. */
export function exitOf(
  { containers, image, summary }: DiffReport,
  { failOnWidening, failOn, failOnGiven }: Pick<DiffFlags, 'failOnWidening' | 'failOn' | 'failOnGiven'>,
): ExitCode {
  if (summary.problems > 0) return 2;
  if (failOnWidening !== true && !(image !== undefined && failOnGiven === true)) return 0;
  // Whether one is gained is what was asked.
  if (image !== undefined && image.vulnerabilities === undefined) return 2;
  if (image !== undefined && gainedIn(image).some((severity) => atLeast(severity, failOn))) return 1;
  const weighty = containers.flatMap(({ changes }) => changes).filter(({ severity }) => atLeast(severity, failOn));
  if (weighty.some(({ direction, severity }) => direction === 'unknown' && atLeast(severity, 'high'))) return 2;
  return weighty.some(({ direction }) => direction === 'widens') ? 1 : 0;
}

/** What somebody gains by the image. */
const gainedIn = ({ vulnerabilities, secrets, files }: DiffImage): readonly Severity[] => [
  ...[...(vulnerabilities?.gained ?? []), ...(secrets?.gained ?? []), ...(files?.gained ?? [])].map(({ severity }) => severity),
];

import { dirname } from 'node:path';
import { imageControls } from '../../controls/image-index.ts';
import { controls } from '../../controls/index.ts';
import { processTerminal, type Terminal } from '../../host/terminal.ts';
import { type Report, type Severity, Unreadable } from '../../model/index.ts';
import { failOnOf } from '../../policies/index.ts';
import { renderImages } from '../../reports/image/index.ts';
import { acceptedRisk } from '../../risks/control.ts';
import { livingOf } from '../check/living.ts';
import type { CheckOptions } from '../check/question.ts';
import { type Given, settingsOf } from '../check/settings.ts';
import { configurationOf } from '../configuration.ts';
import { exitCodeOf } from '../exit.ts';
import { imageChoice } from '../images/choice.ts';
import { putOut } from '../put-out.ts';
import { writtenImages } from './containerfiles.ts';
import { isBillFormat, type ScanFlags } from './flags.ts';
import { withKnown } from './known.ts';
import type { Looked } from './look.ts';
import { sayingOn } from './saying.ts';
import { asksOfImages, scan } from './scan.ts';
import { notRemembered } from './scanner.ts';
import { imageSources } from './sources.ts';

/** `bulkhead scan`: images → what their layers hold → exit code. */
export async function runScan(words: readonly string[], flags: ScanFlags, given: Given): Promise<number> {
  const terminal = processTerminal(flags.color && flags.output === undefined ? undefined : false);
  if (flags.updateBaseline === true && flags.baseline === undefined)
    throw new Unreadable('--update-baseline needs --baseline FILE: the file to write');
  const configuration = await configurationOf(flags.config);
  const options: CheckOptions = {
    ...settingsOf(flags, given, configuration),
    ...knownControls(flags.control),
    all: flags.all === true || flags.format === 'html',
    views: false,
  };
  const failOn = flags.failOn ?? configuration?.config.failOn ?? failOnOf(options.profile);
  const found = await imageSources(words, imageChoice(flags), sayingOn(terminal, flags.quiet));
  const sources = flags.cache === false ? found.map(notRemembered) : found;
  const seen: Looked[] = [];
  const written = await writtenImages(flags.file, foldersOf(words));
  const living = livingOf(configuration, [], new Date());
  const scanned = await withKnown(flags, (known) => scan(sources, options, living, (looked) => void seen.push(looked), written, known));
  const report = await held(scanned, options, flags);
  await putOut(await printed(report, seen, flags, failOn, terminal), flags.output, terminal);
  return exitCodeOf(report, failOn);
}

/** Those that archives lie in. */
const foldersOf = (words: readonly string[]): string[] =>
  words.flatMap((word) => (word.startsWith('archive:') ? [dirname(word.slice('archive:'.length))] : []));

async function printed(report: Report, seen: readonly Looked[], flags: ScanFlags, failOn: Severity, terminal: Terminal): Promise<string> {
  const { format } = flags;
  if (isBillFormat(format)) {
    const { billOf, problemLines } = await import('./sbom.ts');
    for (const line of problemLines(report)) terminal.err(line);
    return billOf(seen, format);
  }
  const measures = [...imageControls, ...controls, acceptedRisk];
  if (format === 'html') return (await import('../../reports/html/index.ts')).renderHtml(report, measures, failOn);
  return renderImages(format, report, measures, {
    color: terminal.color,
    width: terminal.width,
    today: new Date().toISOString().slice(0, 10),
    details: flags.all === true,
    all: flags.all === true,
    verbose: flags.verbose === true,
    quiet: flags.quiet === true,
    failOn,
  });
}

async function held(report: Report, options: CheckOptions, { baseline, updateBaseline }: ScanFlags): Promise<Report> {
  if (baseline === undefined) return report;
  const { heldAgainst } = await import('../check/baseline.ts');
  return heldAgainst(report, baseline, updateBaseline === true, options, asksOfImages(options));
}

function knownControls(ids: readonly string[] = []): Pick<CheckOptions, 'controls'> {
  const known = [...imageControls.map(({ id }) => id), ...controls.filter(({ judges }) => judges.includes('image')).map(({ id }) => id)];
  const missing = ids.find((id) => !known.includes(id));
  if (missing !== undefined)
    throw new Unreadable(`--control ${missing}: there is no such control of images; there are ${known.join(', ')}`);
  return ids.length === 0 ? {} : { controls: ids };
}

import { hostControlIds } from '../../controls/host-ids.ts';
import { controls } from '../../controls/index.ts';
import { drift } from '../../drift/control.ts';
import { processTerminal, type Terminal } from '../../host/terminal.ts';
import { type Measure, type Report, type Severity, Unreadable } from '../../model/index.ts';
import { failOnOf, policyOf } from '../../policies/index.ts';
import { render } from '../../reports/index.ts';
import { acceptedRisk } from '../../risks/control.ts';
import { configurationOf } from '../configuration.ts';
import { exitCodeOf } from '../exit.ts';
import type { CheckFlags } from '../flags.ts';
import { imageChoice, refuseIdle } from '../images/choice.ts';
import { putOut } from '../put-out.ts';
import { type Target, targetsOf } from '../targets.ts';
import { check } from './command.ts';
import { livingOf } from './living.ts';
import type { CheckOptions } from './question.ts';
import { type Given, settingsOf } from './settings.ts';

/** `bulkhead check`: flags → report → exit code. */
export async function runCheck(words: readonly string[], commandLine: readonly string[], flags: CheckFlags, given: Given): Promise<number> {
  const terminal = processTerminal(flags.color && flags.output === undefined ? undefined : false);
  const choice = imageChoice(flags);
  const targets = await targetsOf(words.length === 0 && commandLine.length === 0 ? ['.'] : words, commandLine, choice);
  if (flags.images !== true && !targets.some(({ kind }) => kind === 'image'))
    refuseIdle(choice, 'about image:NAME, or with --images about the images of containers; neither is asked for');
  if (flags.updateBaseline === true && flags.baseline === undefined)
    throw new Unreadable('--update-baseline needs --baseline FILE: the file to write');
  const configuration = await configurationOf(flags.config);
  const options: CheckOptions = {
    ...settingsOf(flags, given, configuration),
    controls: knownControls(flags.control),
    // The page shows what holds as well.
    all: flags.all === true || flags.format === 'html',
    views: flags.views === true,
    // Who asks for one measure is told of that.
    ...(flags.control === undefined ? { ways: { all: false } } : {}),
    ...(flags.helmValues === undefined ? {} : { helmValues: flags.helmValues }),
    ...(flags.images === true ? { images: await imagesOf(flags, terminal) } : {}),
  };
  const failOn = flags.failOn ?? configuration?.config.failOn ?? failOnOf(options.profile);
  const report = await held(await check(targets, options, terminal, livingOf(configuration, targets, new Date())), options, flags);
  const measures = [...controls, ...(await hostMeasures(targets)), acceptedRisk, drift];
  const text =
    flags.format === 'html'
      ? await page(report, measures, options, failOn)
      : render(flags.format, report, measures, {
          color: terminal.color,
          width: terminal.width,
          details: flags.details === true,
          all: flags.all === true,
          views: flags.views === true,
          verbose: flags.verbose === true,
          quiet: flags.quiet === true,
          failOn,
        });
  await putOut(text, flags.output, terminal);
  return exitCodeOf(report, failOn);
}

/** Loaded only where somebody asks for images. */
async function imagesOf(flags: CheckFlags, terminal: Terminal): Promise<NonNullable<CheckOptions['images']>> {
  const { imagesDoor } = await import('../images/door.ts');
  return imagesDoor(imageChoice(flags), (line) => (flags.quiet === true ? undefined : terminal.err(`bulkhead: ${line}\n`)));
}

/** A profile's own controls are told of as ours are. */
async function page(report: Report, measures: readonly Measure[], options: CheckOptions, failOn: Severity | undefined): Promise<string> {
  const { renderHtml } = await import('../../reports/html/index.ts');
  const own = policyOf(options.profile, options.kubernetesVersion).controls.filter(
    ({ id }) => !measures.some((measure) => measure.id === id),
  );
  return renderHtml(report, [...measures, ...own], failOn);
}

async function held(report: Report, options: CheckOptions, { baseline, updateBaseline }: CheckFlags): Promise<Report> {
  if (baseline === undefined) return report;
  const { heldAgainst } = await import('./baseline.ts');
  return heldAgainst(report, baseline, updateBaseline === true, options);
}

/** Loaded only where the machine is judged. */
async function hostMeasures(targets: readonly Target[]): Promise<readonly Measure[]> {
  return targets.some(({ kind }) => kind === 'host') ? (await import('../../controls/host-index.ts')).hostControls : [];
}

function knownControls(ids: readonly string[] = []): readonly string[] | undefined {
  const missing = ids.find((id) => id !== drift.id && !hostControlIds.includes(id) && !controls.some((control) => control.id === id));
  if (missing !== undefined) throw new Unreadable(`--control ${missing}: there is no such control; bulkhead explain lists them`);
  return ids.length === 0 ? undefined : ids;
}

import { controls } from '../../controls/index.ts';
import { type Severity, Unreadable } from '../../model/index.ts';
import { failOnOf } from '../../policies/index.ts';
import type { Living } from '../check/answer.ts';
import { livingOf } from '../check/living.ts';
import type { CheckOptions } from '../check/question.ts';
import { type Given, settingsOf } from '../check/settings.ts';
import { configurationOf } from '../configuration.ts';
import type { FixFlags } from './flags.ts';

export interface Asked {
  readonly options: CheckOptions;
  readonly failOn: Severity;
  /** Accepted findings are not mended. */
  readonly living: Living;
}

/** What is judged: as for `check`, its configuration included. Throws Unreadable for a control that is not known. */
export async function askedBy(flags: FixFlags, given: Given, paths: readonly string[]): Promise<Asked> {
  const missing = flags.control?.find((id) => !controls.some((control) => control.id === id));
  if (missing !== undefined) throw new Unreadable(`--control ${missing}: there is no such control; bulkhead explain lists them`);
  const configuration = await configurationOf(flags.config);
  const options: CheckOptions = {
    ...settingsOf(flags, given, configuration),
    ...(flags.control === undefined ? {} : { controls: flags.control }),
    all: false,
    views: false,
  };
  const failOn = flags.failOn ?? configuration?.config.failOn ?? failOnOf(options.profile);
  const targets = paths.map((path) => ({ kind: 'path', path }) as const);
  return { options, failOn, living: livingOf(configuration, targets, new Date()) };
}

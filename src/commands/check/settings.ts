import type { Rules } from '../../config/choose.ts';
import type { Config, PathConfig } from '../../config/config.ts';
import type { Configuration } from '../configuration.ts';
import { type CheckFlags, engineOf, kubernetesVersionOf } from '../flags.ts';
import type { CheckOptions } from './question.ts';

/** Which settings the command line gives: those outweigh the configuration, also where it speaks of some files only. */
export interface Given {
  readonly profile: boolean;
}

type Common = Pick<CheckOptions, 'profile' | 'kubernetesVersion' | 'engine' | 'rules' | 'severity' | 'accepting'>;

/** Flags, then the configuration, then what holds for everybody. Throws Unreadable for an engine that is not known. */
export function settingsOf(flags: Omit<CheckFlags, 'format' | 'from'>, given: Given, configuration: Configuration | undefined): Common {
  const config: Config = configuration?.config ?? {};
  const outweighed: readonly (keyof PathConfig)[] = [
    ...(given.profile ? (['profile'] as const) : []),
    ...(flags.engine === undefined ? [] : (['engine'] as const)),
    ...(kubernetesVersionOf(flags) === undefined ? [] : (['kubernetesVersion'] as const)),
  ];
  return {
    profile: given.profile ? flags.profile : (config.profile ?? flags.profile),
    kubernetesVersion: kubernetesVersionOf(flags) ?? config.kubernetesVersion,
    engine: engineOf(flags.engine === undefined && config.engine !== undefined ? { ...flags, engine: config.engine } : flags),
    ...(configuration === undefined ? {} : { rules: rulesOf(configuration, outweighed) }),
    severity: config.severity ?? {},
    accepting: (config.accept ?? []).flatMap((entry) => ('control' in entry ? [entry.control] : [])),
  };
}

function rulesOf({ config, folder }: Configuration, outweighed: readonly (keyof PathConfig)[]): Rules {
  const { include, exclude, paths, severity = {} } = config;
  const left = paths?.map(
    (entry) => Object.fromEntries(Object.entries(entry).filter(([key]) => !outweighed.some((each) => each === key))) as typeof entry,
  );
  return {
    folder,
    severity,
    ...(include === undefined ? {} : { include }),
    ...(exclude === undefined ? {} : { exclude }),
    ...(left === undefined ? {} : { paths: left }),
  };
}

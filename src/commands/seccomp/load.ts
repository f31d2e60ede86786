import type { Terminal } from '../../host/terminal.ts';
import { type Problem, Unreadable } from '../../model/index.ts';
import { compile, type Filter, type Profile, type Resolved, readProfile, resolveProfile } from '../../profiles/seccomp/index.ts';
import { placeOf } from '../../text/lines.ts';
import { printable } from '../../text/printable.ts';
import { sourceNamed } from '../sources.ts';
import type { Setting } from './flags.ts';

export interface LoadedProfile {
  readonly file: string;
  readonly profile: Profile;
  readonly resolved: Resolved;
  readonly filter: Filter;
  readonly problems: readonly Problem[];
}

/** A profile, read and compiled. Throws Unreadable where there is none, or where the runtime would refuse it. */
export async function loadProfile(file: string, { circumstances, runtime }: Setting, terminal: Terminal): Promise<LoadedProfile> {
  const source = await sourceNamed(file, terminal);
  const { profile, problems } = readProfile(source);
  if (profile === undefined) throw new Unreadable(problems.map(sayProblem).join('; '));
  const resolved = resolveProfile(profile, circumstances);
  const filter = compile(resolved, runtime);
  if ('refused' in filter) {
    const rule = filter.rule === undefined ? undefined : resolved.rules[filter.rule];
    const { line, column } = placeOf(rule?.origin ?? profile.defaultOrigin);
    throw new Unreadable(`${file}:${line}:${column} ${refusals[filter.by]}: ${filter.refused}`);
  }
  return { file, profile, resolved, filter, problems: [...problems, ...untold(resolved, file)] };
}

const refusals = { runtime: 'the runtime refuses this profile', size: 'this profile is too large to be followed here' };

const untold = ({ untold: words }: Resolved, file: string): Problem[] =>
  words.length === 0 ? [] : [{ file, message: `${words.join(', ')}: no table of syscalls here, so nothing is said of them` }];

export const sayProblem = ({ file, line, column, message }: Problem): string =>
  printable(`${file}${line === undefined ? '' : `:${line}${column === undefined ? '' : `:${column}`}`} ${message}`);

import { controls } from '../../controls/index.ts';
import { type RunningEngine, underEngine } from '../../engines/running/index.ts';
import { fileContext } from '../../host/context.ts';
import { type Container, Unreadable } from '../../model/index.ts';
import type { StricterProfile } from '../../profiles/seccomp/index.ts';
import { type Circumstances, type Placed, runOptions, type Weakenings, weakenings } from '../../run/index.ts';
import { quoteArgv } from '../../surfaces/run-command/argv.ts';
import type { AskedRun } from '../../surfaces/run-command/asked.ts';
import { readerOf, surfaceById } from '../declare.ts';
import { settle } from '../settle.ts';
import { keptProfile, profileFor } from './seccomp.ts';

export interface Wish {
  readonly asked: AskedRun & { readonly image: string };
  readonly circumstances: Circumstances;
  readonly running: RunningEngine;
  /** What the image declares, where it is known. */
  readonly built?: Container;
  /** Options that neither harden nor were asked for as such: those of secrets. */
  readonly more?: readonly string[];
}

/** What will be started. */
export interface Plan {
  /** The words behind the engine's program. */
  readonly words: readonly string[];
  readonly effective: Container;
  /** The filter that it names. */
  readonly profile?: StricterProfile;
  /** What was asked for and weakens it. */
  readonly weakened: Weakenings;
}

/** The engine's words for what was asked for with every measure on, and what comes of them. Throws Unreadable for what cannot be read. */
export async function planRun({ asked, circumstances, running, built, more = [] }: Wish): Promise<Plan> {
  const tail = [asked.image, ...asked.words];
  const kind = running.kind;
  const given = asked.options.map(({ flag, value }) => `--${flag}=${value}`);
  const declared = await read([kind, 'run', ...given, ...tail], built);
  const first = runOptions(asked.options, declared, circumstances);
  const open = await settled(await read([kind, 'run', ...first.added, ...first.asked, ...tail], built), running);
  const profile = profileFor(open);
  const options = runOptions(asked.options, declared, circumstances, profile === undefined ? undefined : keptProfile(profile));
  const before = [kind, 'run', ...options.added];
  const judged = [...before, ...options.asked, ...tail];
  const silent = new Set(asked.options.flatMap(({ flag, quiet }) => (quiet === true ? [`--${flag}`] : [])));
  const placed = places(judged, before.length, before.length + options.asked.length).map((place) => ({
    ...place,
    quiet: silent.has(place.word.split(' ')[0] ?? ''),
  }));
  const effective = await settled(await read(judged, built), running);
  const alone = await read([kind, 'run', ...tail], built);
  const bare = await settled(await read([kind, 'run', ...runOptions([], alone, circumstances).added, ...tail], built), running);
  const without = async (option: number): Promise<Container> => {
    const others = options.asked.filter((_, index) => index !== option);
    const made = runOptions(others.map(optionOf), await read([kind, 'run', ...others, ...tail], built), circumstances);
    return settled(await read([kind, 'run', ...made.added, ...made.asked, ...tail], built), running);
  };
  const weakened = await weakenings(effective, bare, controls, placed, without);
  const named = options.added.some((word) => word.startsWith('--security-opt=seccomp='));
  return { words: [...before.slice(1), ...more, ...options.asked, ...tail], effective, ...(profile && named && { profile }), weakened };
}

async function read(words: readonly string[], built: Container | undefined): Promise<Container> {
  const reader = await readerOf(surfaceById('run-command'));
  const { containers, problems } = reader.read({ path: 'command line', text: quoteArgv(words) }, fileContext());
  const [container] = containers;
  const [problem] = problems;
  if (problem !== undefined) throw new Unreadable(problem.message);
  if (container === undefined) throw new Unreadable('the command makes no container');
  return built === undefined ? container : { ...container, image: { ...container.image, built } };
}

const settled = async (declared: Container, running: RunningEngine): Promise<Container> =>
  (await settle(underEngine(declared, running), running, fileContext())).container;

/** Where each of some words stands in the text that they make. What may be a secret is not shown. */
function places(words: readonly string[], from: number, to: number): readonly Placed[] {
  const found: Placed[] = [];
  let start = 0;
  for (const [index, word] of words.entries()) {
    const end = start + quoteArgv([word]).length;
    if (index >= from && index < to) found.push({ word: shown(word), start, end });
    start = end + 1;
  }
  return found;
}

function optionOf(word: string): { readonly flag: string; readonly value: string } {
  const at = word.indexOf('=');
  return at < 0 ? { flag: word.slice(2), value: 'true' } : { flag: word.slice(2, at), value: word.slice(at + 1) };
}

const shown = (word: string): string => {
  const [flag = '', value = ''] = [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)];
  if (flag === '--env') return `--env ${value.split('=')[0]}`;
  return value === 'true' || flag === '' ? word.replace(/=true$/, '') : `${flag} ${value.length > 80 ? `${value.slice(0, 80)}…` : value}`;
};

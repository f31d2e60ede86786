import { dirname, join } from 'node:path';
import { wayOut, waysOut } from '../../facts/apparmor.ts';
import { lookAt, readText } from '../../host/read.ts';
import { processTerminal } from '../../host/terminal.ts';
import { type AppArmorReach, Unreadable } from '../../model/index.ts';
import { type Included, type Profile, type Rule, reachOf, readProfiles } from '../../profiles/apparmor/index.ts';
import { type Line, renderSections, type Section } from '../../reports/seccomp.ts';
import { placeOf } from '../../text/lines.ts';
import { printable } from '../../text/printable.ts';
import { sourceNamed } from '../sources.ts';

export interface AppArmorFlags {
  readonly profile?: string;
  readonly format: 'text' | 'json';
  readonly color: boolean;
}

/** `bulkhead apparmor show`. Exit 1 when a profile leaves a way out open or denies nothing; 2 when something was not understood. */
export async function runShow(path: string, flags: AppArmorFlags): Promise<number> {
  const terminal = processTerminal(flags.color ? undefined : false);
  const source = await sourceNamed(path, terminal);
  const { file, problems } = readProfiles(source);
  const chosen = file.profiles.filter(({ name }) => flags.profile === undefined || name === flags.profile);
  if (chosen.length === 0 && problems.length === 0) throw new Unreadable(`${path}: ${noneFound(file.profiles, flags.profile)}`);
  const included = includedFrom(path);
  const shown = chosen.map((profile) => ({ profile, reach: reachOf(file, profile, problems.length > 0, included) }));
  if (flags.format === 'json') {
    const profiles = shown.map(({ profile, reach: { mode, open, unsure } }) => ({ name: profile.name, mode, open, unsure }));
    await terminal.out(`${JSON.stringify({ version: 1, file: source.path, profiles, problems }, null, 2)}\n`);
  } else {
    const texts = shown.map(({ profile, reach }) =>
      renderSections(headOf(source.path, profile, reach), sectionsOf(profile, reach), { color: terminal.color, width: terminal.width }),
    );
    await terminal.out(texts.join('\n'));
  }
  for (const { file: name, line, column, message } of problems)
    terminal.err(`problem  ${printable(`${name}:${line}:${column} ${message}`)}\n`);
  if (problems.length > 0) return 2;
  return shown.some(({ reach }) => reach.open.length > 0 || isToothless(reach)) ? 1 : 0;
}

const noneFound = (profiles: readonly Profile[], wanted: string | undefined): string =>
  profiles.length === 0
    ? 'it holds no AppArmor profile'
    : `it holds no profile ${wanted}, but ${profiles.map(({ name }) => name).join(', ')}`;

/** Includes beside the file, or one folder up; those that are not there are left to the facts about AppArmor's own. */
function includedFrom(path: string): Included {
  return ({ path: wanted }) => {
    const folder = dirname(path);
    const found = wanted.startsWith('/')
      ? undefined
      : [join(folder, wanted), join(folder, '..', wanted)].find((each) => lookAt(each)?.isFile());
    return found === undefined ? undefined : readProfiles({ path: found, text: readText(found) }).file;
  };
}

const isToothless = ({ mode }: AppArmorReach): boolean => mode === 'complain' || mode === 'unconfined';

const modes: Readonly<Record<AppArmorReach['mode'], string>> = {
  enforce: 'what it does not allow is denied',
  kill: 'what it does not allow kills the process',
  prompt: 'what it does not allow is asked for',
  complain: 'it complains only: everything is allowed, and logged',
  unconfined: 'it is unconfined: everything is allowed',
};

const headOf = (file: string, { name, rules, children }: Profile, { mode, line }: AppArmorReach): string[] => [
  `${name} (${file}:${line})`,
  `${modes[mode]}; ${rules.length} rules${children.length === 0 ? '' : `, ${children.length} profiles inside`}`,
];

function sectionsOf(profile: Profile, reach: AppArmorReach): Section[] {
  const isOpen = new Map(reach.open.map(({ id, at }) => [id, at]));
  const shut = waysOut.filter(({ id }) => !isOpen.has(id) && !reach.unsure.includes(id));
  const sure = isToothless(reach) ? [] : shut;
  return [
    {
      title: 'Lets it',
      lines: reach.open.map(({ id, at }): Line => ({ name: at === undefined ? '' : `line ${at.line}`, words: wayOut(id)?.what ?? id })),
    },
    {
      title: 'Not known, as it rests on lines that were not understood or included files',
      lines: reach.unsure.map((id) => ({ name: '', words: wayOut(id)?.what ?? id })),
    },
    { title: 'Does not let it', lines: sure.map(({ what }) => ({ name: '', words: what })) },
    {
      title: 'Without limit, as the profiles of the engines',
      lines: profile.rules
        .filter(isWide)
        .map((rule) => ({ name: `line ${placeOf(rule.origin).line}`, words: wide[rule.kind] ?? rule.kind })),
    },
  ];
}

const wide: Readonly<Partial<Record<Rule['kind'], string>>> = {
  file: 'read, write and start every file that no deny takes away',
  capability: 'use every capability that the engine gives',
  network: 'use every kind of network',
  umount: 'unmount',
  userns: 'make user namespaces',
  io_uring: 'use io_uring',
  signal: 'send signals to every process that it sees',
  dbus: 'speak to every service on D-Bus',
  unix: 'use every unix socket',
};

const isWide = ({ kind, deny, words, path }: Rule): boolean =>
  !deny && words.length === 0 && path === undefined && wide[kind] !== undefined;

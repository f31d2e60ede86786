import { addingUser, distributionOf, givingFiles, ownUser } from '../../../facts/base-images.ts';
import { imageReference } from '../../../facts/image-reference.ts';
import { imageUser } from '../../../facts/official-images.ts';
import { knownValue } from '../../../model/index.ts';
import { baseImage, type File, textOf } from './file.ts';
import type { Writing } from './writing.ts';

/** Whom the image should run as, and what that takes. */
export interface Wish {
  /** As USER says it. */
  readonly user: string;
  /** The command that makes this user. */
  readonly run?: string;
  /** May commands be run in this image, as far as is known? */
  readonly hasShell: boolean;
  /** Does the user have to be given what the program writes? Its own maker has done so where there is one. */
  readonly needsFiles: boolean;
  readonly note?: string;
}

const anyUser = '10001:10001';

/** The remedy asks for any ordinary user: one that is there already is nearer than a new one. */
export function chooseUser({ container, file }: Writing, to: string): Wish {
  const base = baseImage(file);
  const current = knownValue(container.process.user);
  const distribution = base === undefined ? undefined : distributionOf(base);
  const hasShell = usesShell(file) && (distribution !== undefined || file.chain.some(runsCommands));
  const plain = { user: to, hasShell, needsFiles: false };
  if (to !== anyUser || (current?.uid !== undefined && current.uid !== 0)) return plain;
  const made = madeUser(file);
  if (made !== undefined) return { user: made, hasShell, needsFiles: false };
  const own = base === undefined ? undefined : ownUser(base);
  if (own !== undefined)
    return { user: own.ids, hasShell, needsFiles: true, note: `${own.ids} is the user ${own.name}, which ${base} brings.` };
  const serves = base === undefined ? undefined : imageUser(base)?.entrypointUser;
  if (serves !== undefined)
    return {
      user: serves,
      hasShell,
      needsFiles: false,
      note: `Its volumes have to belong to ${serves}: the entry point no longer gives them away.`,
    };
  const isTaken = file.chain.some(({ instructions }) =>
    instructions.some((one) => one.keyword === 'RUN' && /10001|(?:useradd|adduser|groupadd|addgroup)\b[^;&|]*\sapp\b/.test(textOf(one))),
  );
  // A server image has what it needs already, but for the number.
  const isServer = base !== undefined && givingFiles(base, to) !== undefined;
  // What Go makes needs no entry in /etc/passwd, and may move into an image where none can be made.
  const isGo = base !== undefined && imageReference(base).name.split('/').at(-1) === 'golang';
  const run = distribution === undefined || !hasShell || isTaken || isServer || isGo ? undefined : addingUser[distribution](10001);
  return { user: to, ...(run === undefined ? {} : { run }), hasShell, needsFiles: true };
}

const runsCommands = ({ instructions }: File['target']): boolean =>
  instructions.some(({ keyword, form }) => keyword === 'RUN' && form === 'plain');

/** A SHELL other than a POSIX one would not understand the commands. */
function usesShell({ chain }: File): boolean {
  const shell = chain.flatMap(({ instructions }) => instructions).findLast(({ keyword }) => keyword === 'SHELL');
  return shell === undefined || /(?:^|\/)(?:ba|da|a)?sh$/.test(shell.words[0]?.text ?? '');
}

/** `useradd -r -g mysql mysql`, `adduser -D app`: options, and the name last. */
const making = /(?:^|[\s;&|(/])(?:useradd|adduser)((?:\s+[^\s;&|()]+)*)/g;

/** The one user that the image's own steps make and give files to; undefined: none, or several. */
function madeUser({ chain }: File): string | undefined {
  const instructions = chain.flatMap((stage) => stage.instructions);
  const commands = instructions.filter(({ keyword }) => keyword === 'RUN').map((one) => textOf(one).slice(0, 100_000));
  const names = new Set(
    commands.flatMap((text) =>
      [...text.matchAll(making)].map(
        ([, words = '']) =>
          words
            .trim()
            .split(/\s+/)
            .findLast((word) => /^[a-z_][a-z0-9_-]*$/.test(word)) ?? '',
      ),
    ),
  );
  const [name] = names;
  if (names.size !== 1 || name === undefined || name === '' || name === 'root') return undefined;
  const given = new RegExp(`\\bch(?:own|grp)\\s[^;&|\\n]*(?<![\\w-])${name}(?![\\w-])`);
  const isOwner =
    commands.some((text) => given.test(text)) ||
    instructions.some(({ flags }) => flags.some((flag) => flag.name === 'chown' && flag.value?.split(':')[0] === name));
  return isOwner ? (numbersOf(commands, name) ?? name) : undefined;
}

/** "uid:gid" where the command gives the number and makes the group of the same number. */
function numbersOf(commands: readonly string[], name: string): string | undefined {
  for (const text of commands) {
    for (const [, words = ''] of text.matchAll(making)) {
      if (!words.trim().split(/\s+/).includes(name) || /\s(?:-g|-G|--gid|--ingroup|-N|--no-user-group|--groups)\b/.test(words)) continue;
      const uid = /\s(?:-u|--uid)[\s=](\d{1,9})(?=\s|$)/.exec(words)?.[1];
      if (uid !== undefined && uid !== '0') return `${uid}:${uid}`;
    }
  }
  return undefined;
}

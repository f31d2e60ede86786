import { givingFiles } from '../../../facts/base-images.ts';
import { imageUser } from '../../../facts/official-images.ts';
import type { Edit } from '../../../model/index.ts';
import type { Instruction } from '../instruction.ts';
import { baseImage, type File } from './file.ts';
import { linesAbove, linesBelow, replaced } from './place.ts';
import { volumesOf } from './volumes.ts';
import { chooseUser, type Wish } from './wish.ts';
import { all, type Result, type Writing } from './writing.ts';

/** Instructions that work with files, as the user in force or beside it: USER comes after them. */
const working = new Set(['RUN', 'COPY', 'ADD', 'WORKDIR', 'USER', 'SHELL', 'FROM']);

/** USER at the end of the image: the last one is changed, unless steps of the build still need whom it names. */
export function setUser(writing: Writing, to: string): Result {
  const { file } = writing;
  const { instructions } = file.target;
  if (instructions.some(({ keyword }) => keyword === 'ONBUILD'))
    return 'the ONBUILD steps would then run as this user in images that are built on it: put USER into those images';
  const last = instructions.findLast(({ keyword }) => keyword === 'USER');
  const word = last?.words[0];
  if (word?.text.includes('$')) return 'the user comes from a variable: change it where that is set';
  const isLast = last !== undefined && !instructions.slice(instructions.indexOf(last) + 1).some(({ keyword }) => keyword === 'RUN');
  const anchor = isLast ? last : placeFor(file);
  const wish = chooseUser(writing, to);
  const lines = preparing(writing, wish, anchor);
  if (wish.note !== undefined) writing.notes.add(wish.note);
  notePorts(writing);
  if (isLast && word !== undefined) return all([...lines.elsewhere, above(file, last, lines.above), replaced(last, word, wish.user)]);
  return all([...lines.elsewhere, addLines(file, anchor, [...lines.above, `USER ${wish.user}`])]);
}

export function setGroup(writing: Writing, to: number): Result {
  const { user } = writing.container.process;
  if (user?.state !== 'written') return 'which user it runs as is not written here: a group stands behind the user';
  return setUser(writing, `${user.value.name ?? user.value.uid}:${to}`);
}

const above = (file: File, instruction: Instruction, lines: readonly string[]): readonly Edit[] =>
  lines.length === 0 ? [] : [linesAbove(instruction, before(file, instruction), file.escapeChar, lines)];

const before = (file: File, instruction: Instruction): Instruction =>
  file.instructions[file.instructions.indexOf(instruction) - 1] ?? file.target.from;

/** The first CMD or ENTRYPOINT behind all work on files; undefined: the end of the stage. */
function placeFor({ target: { instructions } }: File): Instruction | undefined {
  const lastWork = instructions.findLastIndex(({ keyword }) => working.has(keyword));
  return instructions.slice(lastWork + 1).find(({ keyword }) => keyword === 'CMD' || keyword === 'ENTRYPOINT');
}

function addLines(file: File, anchor: Instruction | undefined, lines: readonly string[]): Result {
  if (anchor !== undefined) return [linesAbove(anchor, before(file, anchor), file.escapeChar, lines)];
  const edit = linesBelow(file.target.instructions.at(-1) ?? file.target.from, file.escapeChar, lines);
  return typeof edit === 'string' ? edit : [edit];
}

/** Is root in force where lines would be put, so that they may make users and give files away? */
function isRootBefore(file: File, anchor: Instruction | undefined): boolean {
  const upTo = anchor === undefined ? file.instructions.length : file.instructions.indexOf(anchor);
  const user = file.chain
    .flatMap(({ instructions }) => instructions)
    .findLast((instruction) => instruction.keyword === 'USER' && file.instructions.indexOf(instruction) < upTo);
  if (user !== undefined) return /^(?:root|0)(?::|$)/.test(user.words[0]?.text ?? '');
  const base = baseImage(file) ?? '';
  const known = base === 'scratch' ? '' : imageUser(base)?.user;
  return known !== undefined && /^(?:(?:root|0)(?::.*)?)?$/.test(known);
}

interface Lines {
  /** Right above USER. */
  readonly above: readonly string[];
  readonly elsewhere: readonly Edit[];
}

/** The commands that have to run as root before: make the user, and give it what it writes. */
function preparing(writing: Writing, { user, run, needsFiles, hasShell }: Wish, anchor: Instruction | undefined): Lines {
  const { file, notes } = writing;
  if (needsFiles)
    notes.add(
      "The files of the image stay root's, so that the program cannot change them: give folders that it must write with COPY --chown, or as volumes.",
    );
  const giving = needsFiles ? givingFiles(baseImage(file) ?? '', user) : undefined;
  const commands = isRootBefore(file, anchor) ? [run, giving].filter((command) => command !== undefined) : [];
  const volumes = needsFiles ? volumesOf(file) : undefined;
  if (volumes === undefined) return { above: commands.map(asRun), elsewhere: [] };
  const { first, paths } = volumes;
  // What is done to a volume's folder after VOLUME is lost where the classic builder builds.
  const isAfter = anchor === undefined || file.instructions.indexOf(first) < file.instructions.indexOf(anchor);
  if (!hasShell || !isRootBefore(file, isAfter ? first : anchor)) {
    notes.add(`Give ${paths.join(', ')} to ${user}: a volume takes the owner that the folder has in the image.`);
    return { above: commands.map(asRun), elsewhere: [] };
  }
  const lines = [...commands, `mkdir -p ${paths.join(' ')} && chown ${user} ${paths.join(' ')}`].map(asRun);
  return isAfter ? { above: [], elsewhere: above(file, first, lines) } : { above: lines, elsewhere: [] };
}

const asRun = (command: string): string => `RUN ${command}`;

/** Sources: moby 20.10 release notes (net.ipv4.ip_unprivileged_port_start=0); ip-sysctl.rst. */
function notePorts({ container, notes }: Writing): void {
  const low = container.ports.find(({ containerPort }) => {
    const port = containerPort.state === 'unknown' ? Number.NaN : Number.parseInt(String(containerPort.value), 10);
    return port > 0 && port < 1024;
  });
  if (low === undefined || low.containerPort.state === 'unknown') return;
  notes.add(
    `It listens on port ${low.containerPort.value}: Docker lets every user do so; elsewhere let it listen above 1023, or set the sysctl net.ipv4.ip_unprivileged_port_start.`,
  );
}

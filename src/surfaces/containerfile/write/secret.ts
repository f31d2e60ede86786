import type { Settings } from '../../../model/index.ts';
import type { Instruction } from '../instruction.ts';
import { pairsOf } from '../pairs.ts';
import type { Stage } from '../stages.ts';
import { type File, mentions, textOf } from './file.ts';
import { literalsIn } from './literal.ts';
import { canMount, Mounts } from './mounts.ts';
import { dropName } from './names.ts';
import { all, type Result, type Writing } from './writing.ts';

/** A secret that an ARG or an ENV of a build stage holds, or that stands in a command, given to the steps that use it and to nobody else. */
export function giveToBuild(writing: Writing, { name }: Settings['build.secret']): Result {
  const { file } = writing;
  const declared = declarationsOf(file, name);
  const mounts = new Mounts();
  const results: Result[] = [];
  for (const { stage, instruction } of declared) {
    const users = usersOf(file, stage, instruction, name);
    if (typeof users === 'string') return users;
    for (const user of users) {
      mounts.give(user, { id: name, variable: name });
      if (keepsFiles.test(textOf(user)))
        writing.notes.add(`See that the step leaves ${name} in no file of the image: a file that it writes stays there.`);
    }
    results.push(dropName(file, instruction, name));
  }
  if (declared.length > 0) writing.notes.add(`Build with --secret id=${name},env=${name} instead of --build-arg.`);
  const literals = literalsIn(file, name, mounts, writing.notes);
  if (typeof literals === 'string') return literals;
  if (declared.length === 0 && literals.length === 0)
    return `${name === 'NAME' ? 'the secret' : name} is written in a way that cannot be changed here`;
  return all([...results, literals, mounts.edits()]);
}

/** Commands that write down what they are told. */
const keepsFiles = /\b(?:git|npm|yarn|pip|composer|bundle|poetry) config\b|\blogin\b|\btee\b|>\s*[~/$\w.]|\bgit clone\b/;

interface Declaration {
  /** Undefined: above the first FROM. */
  readonly stage: Stage | undefined;
  readonly instruction: Instruction;
}

/** ARGs of the name, and ENVs in stages of which only files are copied: those of the image itself are another control's affair. */
function declarationsOf(file: File, name: string): readonly Declaration[] {
  const named = (stage: Stage | undefined, instructions: readonly Instruction[]): Declaration[] =>
    instructions
      .filter((one) => declares(one, name, stage !== undefined && !file.chain.includes(stage)))
      .map((instruction) => ({ stage, instruction }));
  const everywhere = [...named(undefined, file.before), ...file.stages.flatMap((stage) => named(stage, stage.instructions))];
  const tells = everywhere.some(
    ({ instruction }) => instruction.words.some(({ text }) => text.startsWith(`${name}=`)) || instruction.keyword === 'ENV',
  );
  // Without a value only the image's own stages keep it: another one may go on taking it as an argument.
  return tells ? everywhere : everywhere.filter(({ stage }) => stage === undefined || file.chain.includes(stage));
}

function declares(instruction: Instruction, name: string, withEnv: boolean): boolean {
  if (instruction.keyword !== 'ARG' && !(withEnv && instruction.keyword === 'ENV')) return false;
  const pairs = pairsOf(instruction);
  return typeof pairs !== 'string' && pairs.some((pair) => pair.name.text === name);
}

/** The RUNs that need the variable, or why that cannot be said. */
function usersOf(file: File, stage: Stage | undefined, declaration: Instruction, name: string): readonly Instruction[] | string {
  const from = file.instructions.indexOf(declaration);
  const own = file.instructions.slice(from + 1);
  if (stage === undefined) {
    const user = file.stages.find(({ from: one }) => mentions(textOf(one), name));
    return user === undefined ? [] : `FROM takes ${name} too`;
  }
  const later = own.filter((one) => stage.instructions.includes(one));
  const derived = file.stages.filter((one) => one !== stage && buildsOn(one, stage)).flatMap(({ instructions }) => instructions);
  const isUse = (one: Instruction): boolean => mentions(textOf(one), name) || one.flags.some(({ value }) => mentions(value ?? '', name));
  const wrong = [...later, ...derived].find(
    (one) => one.keyword !== 'RUN' && one.keyword !== 'CMD' && one.keyword !== 'ENTRYPOINT' && isUse(one),
  );
  if (wrong !== undefined)
    return `${wrong.keyword} takes ${name} as well, so that the image would still need it: give that when the container starts`;
  const runs = [...later, ...derived].filter(({ keyword }) => keyword === 'RUN');
  const named = runs.filter(isUse);
  const users = named.length > 0 ? named : runs;
  if (named.length === 0 && runs.length > 1)
    return `none of ${runs.length} RUNs names ${name}, so which of them needs it is not known: write RUN --mount=type=secret,id=${name},env=${name} there and take the declaration out`;
  const fault = users.map(canMount).find((because) => because !== undefined);
  return fault ?? users;
}

function buildsOn(stage: Stage, base: Stage): boolean {
  for (let at: Stage['base'] = stage.base; !('reference' in at); at = at.base) if (at === base) return true;
  return false;
}

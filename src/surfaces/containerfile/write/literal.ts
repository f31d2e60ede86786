import { type CommandSecret, secretsInScript } from '../../../facts/secrets/command.ts';
import type { Edit } from '../../../model/index.ts';
import { bare, type Command, commandsOf, literal } from '../../../text/shell/index.ts';
import type { Instruction } from '../instruction.ts';
import { type File, textOf } from './file.ts';
import { canMount, type Mounts } from './mounts.ts';
import { replaced } from './place.ts';

/** Programs that use what they are given and leave it in no file; each from its manual. */
const passing =
  /^(?:curl|wget|pip3?|npm|yarn|pnpm|mvnw?|gradlew?|composer|bundle|cargo|go|dotnet|mysql|psql|redis-cli|http|lftp|aws|az|gcloud)$/;

/** …but for these words. */
const keeping = /^(?:config|login|configure|auth|adduser|remote|clone)$/;

/** Secrets in the commands of RUNs, each taken from a file instead; a clause where one cannot be. `name`: how the command calls it. */
export function literalsIn(file: File, name: string, mounts: Mounts, notes: Set<string>): readonly Edit[] | string {
  const edits: Edit[] = [];
  const ids = new Map<string, string>();
  for (const instruction of file.instructions) {
    const isRun = instruction.keyword === 'RUN';
    if (!isRun && instruction.keyword !== 'ADD' && instruction.keyword !== 'COPY') continue;
    const secrets = secretsInScript(textOf(instruction)).filter(
      (secret) => isCalled(secret, name) && (secret.certainty !== 'weak' || secret.name === 'chpasswd'),
    );
    if (!isRun && secrets.length > 0)
      return `${instruction.keyword} holds one too, and cannot take it from elsewhere: fetch it with RUN and a mounted secret`;
    for (const secret of secrets) {
      const id = ids.get(secret.text) ?? freeId(secret, new Set(ids.values()));
      ids.set(secret.text, id);
      const edit = fromFile(instruction, secret, id);
      if (typeof edit === 'string') return edit;
      mounts.give(instruction, { id });
      edits.push(edit);
      notes.add(
        `Put the secret into a file and build with --secret id=${id},src=FILE. Change it: it was in the file and in the history of the image.`,
      );
    }
  }
  return edits;
}

/** As the control that asks for it names it: a flag has none that a file could bear. */
const isCalled = (secret: CommandSecret, name: string): boolean => (/^\w+$/.test(secret.name) ? secret.name : 'NAME') === name;

function fromFile(instruction: Instruction, secret: CommandSecret, id: string): Edit | string {
  const because = canMount(instruction);
  if (because !== undefined) return because;
  const text = instruction.joined.text.slice(instruction.args.start, instruction.args.end);
  if (secret.end > text.length) return 'the secret stands in a heredoc: take it from /run/secrets there';
  const command = commandsOf(text).find(({ words }) => words.some(({ start, end }) => start <= secret.start && secret.end <= end));
  const fault = command === undefined ? 'the secret stands where no command takes it' : keeps(command);
  if (fault !== undefined) return fault;
  const quote = quoteAt(text, secret.start);
  if (quote === undefined) return 'the secret stands inside of another command: take it from /run/secrets there';
  const read = `$(cat /run/secrets/${id})`;
  const value = quote === '"' ? read : quote === "'" ? `'"${read}"'` : `"${read}"`;
  const start = instruction.args.start + secret.start;
  return replaced(instruction, { start, end: start + secret.text.length }, value);
}

/** Why taking the secret out of the command would not take it out of the image. */
function keeps({ words }: Command): string | undefined {
  const [program, ...rest] = words.filter((word) => !/^[A-Za-z_]\w*=/.test(firstText(word)));
  const name = program === undefined ? undefined : (bare(program) ?? literal(program))?.split('/').at(-1);
  if (name === undefined || !passing.test(name) || rest.some((word) => keeping.test(literal(word) ?? '')))
    return `${name ?? 'the command'} may leave the secret in a file of the image: mount it with RUN --mount=type=secret where it is used, and leave it out here`;
  return undefined;
}

const firstText = ({ parts: [first] }: Command['words'][number]): string => (first?.kind === 'text' && !first.quoted ? first.text : '');

/** The quotes that an offset stands in, empty for none; undefined inside of a command substitution, whose quotes are its own. */
function quoteAt(text: string, offset: number): '' | '"' | "'" | undefined {
  let quote: '' | '"' | "'" = '';
  for (let at = 0; at < offset; at++) {
    const char = text[at];
    if (quote !== "'" && (char === '`' || text.startsWith('$(', at))) return undefined;
    if (quote !== "'" && char === '\\') at++;
    else if (char === quote) quote = '';
    else if (quote === '' && (char === '"' || char === "'")) quote = char;
  }
  return quote;
}

/** What the secret may be called in a build: letters only, and no part of it. */
function idOf({ name, what }: CommandSecret): string {
  const called = name.replace(/^-+/, '').replace(/\W+/g, '_').toLowerCase();
  return called.length > 1 ? called : /password/.test(what) ? 'password' : /token/.test(what) ? 'token' : 'secret';
}

/** Two secrets of one kind are told apart by a number. */
function freeId(secret: CommandSecret, taken: ReadonlySet<string>): string {
  const id = idOf(secret);
  if (!taken.has(id)) return id;
  let number = 2;
  while (taken.has(`${id}${number}`)) number++;
  return `${id}${number}`;
}

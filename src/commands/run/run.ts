import { controls } from '../../controls/index.ts';
import { toOciConfig } from '../../engines/index.ts';
import { literalSecret } from '../../facts/secrets/literal.ts';
import { attach } from '../../host/attach.ts';
import { isSystemError, reasonOfError } from '../../host/read.ts';
import { processTerminal } from '../../host/terminal.ts';
import { Unreadable } from '../../model/index.ts';
import { notHere } from '../../run/index.ts';
import { quoteArgv } from '../../surfaces/run-command/argv.ts';
import { type AskedRun, askedRun } from '../../surfaces/run-command/asked.ts';
import { printable } from '../../text/printable.ts';
import { bundleRun } from './bundle.ts';
import { engineBehind, imageBehind, type Program, programFor } from './engine.ts';
import { ownOptions, type RunFlags, runFlags, runHelp } from './own-options.ts';
import { type Plan, planRun } from './plan.ts';
import { type ReadySecrets, readySecrets, secretRequests, secretWords } from './secrets.ts';
import { serviceOf } from './service.ts';

/** What engines answer when the container was not started by a fault of the command or of the engine (docker-run(1), "Exit Status"). */
const notStarted = 125;

/** `bulkhead run`: the engine's `run` with every measure on. Answers the exit code as the engine does. Never throws for what a user can mend. */
export async function runContainer(argv: readonly string[]): Promise<number> {
  const terminal = processTerminal(false);
  try {
    return await started(argv, terminal);
  } catch (error) {
    if (!(error instanceof Unreadable || isSystemError(error))) throw error;
    terminal.err(`bulkhead: ${printable(error instanceof Unreadable ? error.message : reasonOfError(error))}\n`);
    return notStarted;
  }
}

type Terminal = ReturnType<typeof processTerminal>;

async function started(argv: readonly string[], terminal: Terminal): Promise<number> {
  const either = known(askedRun(argv, 'either', ownOptions));
  if (argv.length === 0 || either.options.some(({ flag }) => flag === 'help')) {
    await terminal.out(runHelp);
    return argv.length === 0 ? notStarted : 0;
  }
  const flags = known(runFlags(either.own));
  const program = await programFor(flags.engine);
  const { plan, lines, config, start } = await planned(argv, flags, program);
  for (const line of lines) say(terminal, line);
  if (flags.dryRun === undefined) return start((line) => say(terminal, line));
  await terminal.out(printed(plan, program, flags.dryRun, config));
  return 0;
}

const say = (terminal: Terminal, line: string): void => terminal.err(`bulkhead: ${printable(line)}\n`);

interface Planned {
  readonly plan: Plan;
  /** What is to be told, one line each. */
  readonly lines: readonly string[];
  /** Where a runtime alone starts it: its config.json. */
  readonly config?: object;
  readonly start: (report: (line: string) => void) => Promise<number>;
}

async function planned(argv: readonly string[], flags: RunFlags, program: Program): Promise<Planned> {
  const typed = withImage(known(askedRun(argv, program.kind === 'podman' ? 'podman' : 'docker', ownOptions)));
  const requests = secretRequests(flags.secrets);
  if (program.kind === 'runc' || program.kind === 'crun') {
    if (flags.file !== undefined) throw new Unreadable(`--file is for docker and podman: ${program.kind} alone has no images`);
    return bundleRun(typed, requests, program);
  }
  const names = requests.map(({ name }) => name);
  const asked = flags.file === undefined ? typed : await serviceOf(flags.file, typed, program.kind, names);
  const { running, firstId, ...users } = await engineBehind(program);
  const image = await imageBehind(program, asked.image, flags.dryRun === undefined ? pullOptions(asked) : 'not');
  const circumstances = { engine: running, ...users, ...(image === undefined ? {} : { image: image.facts }) };
  const wish = { asked, circumstances, running, ...(image === undefined ? {} : { built: image.built }) };
  const plan = await planRun({ ...wish, more: secretWords(requests, program) });
  const start = async (report: (line: string) => void): Promise<number> => {
    if (requests.length === 0) return (await attach(program.file, plan.words)).code;
    const detached = asked.options.findLast(({ flag }) => flag === 'detach')?.value === 'true';
    if (asked.options.some(({ flag, value }) => flag === 'restart' && value !== 'no'))
      throw new Unreadable('--restart and --secret do not go together: the secret is gone from memory once the container has started');
    const user = { program, image: asked.image, effective: plan.effective, firstId, rootless: running.rootless === true };
    const secrets = await readySecrets(requests, user);
    try {
      return await startWith(secrets, await planRun({ ...wish, more: secrets.words }), program, detached, report);
    } finally {
      secrets.remove();
    }
  };
  const missing = notHere(plan.effective, controls, plan.weakened.controls);
  return { plan, lines: [...plan.weakened.lines, ...(missing === undefined ? [] : [missing])], start };
}

async function startWith(
  secrets: ReadySecrets,
  { words }: Plan,
  program: Program,
  detached: boolean,
  report: (line: string) => void,
): Promise<number> {
  const end = secrets.keep(report, detached);
  try {
    return (await attach(program.file, words)).code;
  } finally {
    await end();
  }
}

function withImage(asked: AskedRun): AskedRun & { readonly image: string } {
  if (asked.image === undefined) throw new Unreadable('it names no image: bulkhead run [OPTIONS] IMAGE [COMMAND] [ARG…]');
  return { ...asked, image: asked.image };
}

/** The options of `run` that `pull` has too. */
function pullOptions({ options }: AskedRun): readonly string[] | 'not' {
  if (options.some(({ flag, value }) => (flag === 'pull' && value === 'never') || flag === 'rootfs')) return 'not';
  return options.flatMap(({ flag, value }) => (flag === 'platform' ? [`--platform=${value}`] : []));
}

function known<T extends object>(answer: T | { readonly because: string }): T {
  if ('because' in answer) throw new Unreadable(String(answer.because));
  return answer as T;
}

function printed(
  { words, effective }: Plan,
  { file, kind }: Program,
  what: NonNullable<RunFlags['dryRun']>,
  own: object | undefined,
): string {
  const config = own ?? toOciConfig(effective).config;
  const command = own === undefined ? [file, ...words.map(withoutSecret)] : [file, 'run', '--bundle', 'BUNDLE', `${kind}-ID`];
  return [...(what === 'oci' ? [] : [quoteArgv(command)]), ...(what === 'command' ? [] : [JSON.stringify(config, null, 2)]), ''].join('\n');
}

/** A variable that holds a secret is printed by its name: the engine then takes it from whoever starts the command. */
function withoutSecret(word: string): string {
  const [, name = '', value = ''] = /^--env=([^=]+)=(.*)$/s.exec(word) ?? [];
  return name !== '' && literalSecret(name, value) !== undefined ? `--env=${name}` : word;
}

import { controls } from '../../controls/index.ts';
import { toOciConfig } from '../../engines/index.ts';
import { attach } from '../../host/attach.ts';
import { isSystemError, reasonOfError } from '../../host/read.ts';
import { processTerminal } from '../../host/terminal.ts';
import { Unreadable } from '../../model/index.ts';
import { type Circumstances, notHere } from '../../run/index.ts';
import type { SecretRequest } from '../../secrets/index.ts';
import { quoteArgv } from '../../surfaces/run-command/argv.ts';
import { type AskedRun, askedRun } from '../../surfaces/run-command/asked.ts';
import { oneLine, printable } from '../../text/printable.ts';
import { environment } from '../engine-program.ts';
import { aloneRun } from './alone/alone.ts';
import { engineBehind, imageBehind, lookAtImage, type Program, programFor } from './engine.ts';
import { handedOn, withoutSecrets } from './handed-on.ts';
import { ownOptions, type RunFlags, runFlags, runHelp } from './own-options.ts';
import { type Plan, planRun } from './plan.ts';
import { readySecrets, secretRequests, secretWords } from './secrets.ts';
import { serviceAlone, serviceOf } from './service.ts';
import { tidyUp } from './tidy-up.ts';

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
  if (flags.dryRun === undefined) await tidyUp();
  const { plan, lines, config, start } = await planned(argv, flags, program, terminal);
  for (const line of lines) say(terminal, line);
  if (flags.dryRun === undefined) return start((line) => say(terminal, line));
  const { text, notes } = printed(plan, program, flags.dryRun, config);
  for (const note of notes) say(terminal, `the OCI configuration is not whole: ${note}`);
  await terminal.out(text);
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

async function planned(argv: readonly string[], flags: RunFlags, program: Program, terminal: Terminal): Promise<Planned> {
  const typed = withImage(known(askedRun(argv, program.kind === 'podman' ? 'podman' : 'docker', ownOptions)));
  // Which engine it is decides whose a --secret is: Podman has one too.
  const requests = secretRequests(known(runFlags(typed.own)).secrets);
  if (program.kind === 'runc' || program.kind === 'crun') {
    const service = flags.file === undefined ? typed : await serviceAlone(flags.file, typed, requests);
    return aloneRun(service, requests, program, (line) => say(terminal, line));
  }
  const names = requests.map(({ name }) => name);
  const asked = flags.file === undefined ? typed : await serviceOf(flags.file, typed, program.kind, names);
  if (asked.image.startsWith('-')) throw new Unreadable(`${oneLine(asked.image)} is no name of an image`);
  const last = (name: string): string | undefined => asked.options.findLast(({ flag }) => flag === name)?.value;
  if (requests.length > 0 && !['no', undefined].includes(last('restart')))
    throw new Unreadable('--restart and --secret do not go together: the secret is gone from memory once the container has started');
  const looked = lookAtImage(program, asked.image);
  const behind = await engineBehind(program);
  const { running, firstId, here, ...users } = behind;
  if (requests.length > 0 && !here)
    throw new Unreadable(`secrets are put into the memory of this machine, and ${program.kind} starts containers on another one`);
  const image = await imageBehind(program, asked.image, flags.dryRun === undefined ? pullOptions(asked) : 'not', looked);
  const circumstances: Circumstances = {
    ...{ engine: running, ...users },
    ...(image === undefined ? {} : { image: image.facts }),
    ...(requests.length > 0 && program.kind === 'docker' && running.rootless !== true ? secretsFor() : {}),
  };
  const wish = { asked, circumstances, running, ...(image === undefined ? {} : { built: image.built }) };
  const plan = await planRun({ ...wish, more: secretWords(requests, program) });
  const start = async (report: (line: string) => void): Promise<number> => {
    if (requests.length === 0) return startedBy(program, plan, requests);
    const user = { program, image: asked.image, effective: plan.effective, firstId, rootless: running.rootless === true };
    const secrets = await readySecrets(requests, user);
    try {
      const end = secrets.keep(report, last('detach') === 'true');
      try {
        return await startedBy(program, await planRun({ ...wish, more: secrets.words }), requests);
      } finally {
        await end();
      }
    } finally {
      secrets.remove();
    }
  };
  const missing = notHere(plan.effective, controls, plan.weakened.controls, circumstances.disk);
  return { plan, lines: [...plan.weakened.lines, ...(missing === undefined ? [] : [missing])], start };
}

async function startedBy({ file }: Program, plan: Plan, requests: readonly SecretRequest[]): Promise<number> {
  const { words, env } = handedOn(plan.words, environment(), requests);
  return (await attach(file, words, 'as ours', env)).code;
}

/** Who is not root can give a file to nobody else. */
function secretsFor(): Pick<Circumstances, 'secretsFor'> {
  const [uid, gid] = [process.geteuid?.() ?? 0, process.getegid?.() ?? 0];
  return uid === 0 ? {} : { secretsFor: { uid, gid } };
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

/** `notes`: what the configuration of an engine's container cannot say, since the engine decides it. */
function printed(
  { words, effective, profile }: Plan,
  { file, kind }: Program,
  what: NonNullable<RunFlags['dryRun']>,
  own: object | undefined,
): { readonly text: string; readonly notes: readonly string[] } {
  const command = own === undefined ? [file, ...withoutSecrets(words)] : [file, 'run', '--bundle', 'BUNDLE', `${kind}-ID`];
  const lines = what === 'oci' ? [] : [quoteArgv(command)];
  if (what === 'command') return { text: [...lines, ''].join('\n'), notes: [] };
  const made = toOciConfig(effective);
  const filtered = profile === undefined ? {} : { linux: { ...made.config.linux, seccomp: profile } };
  const config = own ?? { ...made.config, ...filtered };
  const notes = own === undefined ? made.notes.filter((note) => profile === undefined || !note.startsWith('linux.seccomp is ')) : [];
  return { text: [...lines, JSON.stringify(config, null, 2), ''].join('\n'), notes };
}

import { Command, CommanderError, Option } from 'commander';
import { apparmorCommands } from './commands/apparmor/options.ts';
import { collectWord } from './commands/collect-word.ts';
import { dbCommands } from './commands/db/options.ts';
import { diffCommand } from './commands/diff/options.ts';
import { driftCommand } from './commands/drift/options.ts';
import { type FixFlags, fixFormats } from './commands/fix/flags.ts';
import type { CheckFlags, EffectiveFlags } from './commands/flags.ts';
import { imageOptions } from './commands/images/options.ts';
import { pathsCommand } from './commands/paths/options.ts';
import { proveCommand } from './commands/prove/options.ts';
import { runCommand, runWords } from './commands/run/options.ts';
import { scanCommand } from './commands/scan/options.ts';
import { seccompCommands } from './commands/seccomp/options.ts';
import type { TranslateFlags } from './commands/translate/flags.ts';
import { toolVersion } from './commands/version.ts';
import { isSystemError, reasonOfError } from './host/read.ts';
import { guardStreams } from './host/terminal.ts';
import { severities, Unreadable } from './model/index.ts';
import { profileNames } from './policies/names.ts';
import { printable } from './text/printable.ts';
import { placeNames } from './translate/place.ts';

/** argv → command → exit code. Each command's own code is loaded only when it is asked for. */
async function main(argv: readonly string[]): Promise<number> {
  if (argv[0] === 'run') return runWords(argv.slice(1));
  const dashes = argv.indexOf('--');
  const words = dashes < 0 ? argv : argv.slice(0, dashes);
  const commandLine = dashes < 0 ? [] : argv.slice(dashes + 1);
  let exit = 0;
  const program = new Command('bulkhead')
    .description(
      'Checks how containers are declared (Containerfiles, compose files, Kubernetes manifests, Quadlet units, run commands) and how they run.',
    )
    .version(toolVersion, '-V, --version')
    .exitOverride()
    .showHelpAfterError('(bulkhead --help shows what there is)')
    .addHelpText('after', afterHelp);

  imageOptions(common(program.command('check')))
    .description('judge files, folders and run commands; the main job')
    .argument(
      '[target...]',
      'a file, a folder, - for standard input, container:NAME (or docker:, podman:) for one that an engine has, pid:N for a live process, image:NAME for an image, archive:FILE for a saved one, host for this machine, or run:"docker run …" (default: this folder); a command may also follow --',
    )
    .addOption(
      new Option('--format <format>', 'form of the report; html is a page for a browser, sarif is for code scanning')
        .choices(['text', 'json', 'sarif', 'junit', 'markdown', 'github', 'html'])
        .default('text'),
    )
    .addOption(
      new Option('--fail-on <severity>', 'lowest severity that makes the exit code 1 (default: high; low with a pss profile)').choices(
        severities,
      ),
    )
    .addOption(new Option('--profile <profile>', 'which measures are asked for').choices(profileNames).default('recommended'))
    .option(
      '--kubernetes-version <version>',
      'judge pods for this version, 1.25 for example; pss profiles answer as its Pod Security admission (default: latest)',
    )
    .option(
      '--config <file>',
      'configuration (default: bulkhead.config.{yaml,json,ts,js} of this folder or one above, up to the repository)',
    )
    .option('--no-config', 'without any configuration')
    .option('--baseline <file>', 'findings that were there before do not count')
    .option('--update-baseline', 'write the open findings to the file of --baseline')
    .option('--control <id>', 'judge only this control; may be given several times', collectWord)
    .option('--helm-values <file>', 'values for the Helm charts that are found; may be given several times', collectWord)
    .option('--images', 'look at the images of the containers, in Docker, Podman or their registry: what rests on an image is its own')
    .option('--output <file>', 'write the report to a file')
    .option('--details', 'every finding on its own, however often it repeats')
    .option('--all', 'also the measures that are on')
    .option('--views', 'json: also the declared and effective view of each container')
    .option('--verbose', 'also the files that were passed over, and why')
    .option('--quiet', 'only the findings that decide the exit code')
    .action(async (targets: string[], options: CheckFlags, command: Command) => {
      const { runCheck } = await import('./commands/check/run.ts');
      exit = await runCheck(targets, commandLine, options, { profile: command.getOptionValueSource('profile') === 'cli' });
    });

  common(program.command('fix'))
    .description('show or write the remedies, as the smallest changes of the files')
    .argument('[path...]', 'a file or a folder (default: this folder)')
    .option('--write', 'write the files; without it the changes are only shown')
    .option('--unsafe', 'also what may stop a program: each says what to test afterwards')
    .option('--interactive', 'ask for each change, and write what was agreed to')
    .option('--registry', "ask the images' registries for digests, with the logins of docker login; without it nothing uses the network")
    .option('--control <id>', 'mend only this control; may be given several times', collectWord)
    .addOption(new Option('--format <format>', 'form of the output').choices(fixFormats).default('text'))
    .addOption(
      new Option('--fail-on <severity>', 'with --write: lowest severity of what is left that makes the exit code 1').choices(severities),
    )
    .addOption(new Option('--profile <profile>', 'which measures are asked for').choices(profileNames).default('recommended'))
    .option('--config <file>', 'configuration, as for check')
    .option('--no-config', 'without any configuration')
    .action(async (paths: string[], options: FixFlags, command: Command) => {
      const { runFix } = await import('./commands/fix/run.ts');
      exit = await runFix(paths, options, { profile: command.getOptionValueSource('profile') === 'cli' });
    });

  common(program.command('effective'))
    .description('print what the engine will tell the kernel, each value with its reason')
    .argument(
      '[target]',
      'a file, - for standard input, container:NAME (or docker:, podman:), archive:FILE, or run:"docker run …"; a command may also follow --',
    )
    .addOption(
      new Option('--format <format>', 'text is a table; oci is a config.json as runtimes read it')
        .choices(['text', 'json', 'oci'])
        .default('text'),
    )
    .option('--container <name>', 'only this container')
    .option('--output <file>', 'write to a file')
    .action(async (target: string | undefined, options: EffectiveFlags) => {
      const { runEffective } = await import('./commands/effective/run.ts');
      exit = await runEffective(target, commandLine, options);
    });

  common(program.command('translate'))
    .description('declare the same container in another way, for the same or another engine; says what could not be carried over')
    .argument(
      '[target]',
      'a file, - for standard input, container:NAME (or docker:, podman:), or run:"docker run …"; a command may also follow --',
    )
    .addOption(new Option('--to <form>', 'the way of declaring').choices(placeNames).makeOptionMandatory())
    .option('--to-engine <engine>', 'the engine that is to run the result, with a version: podman@5.4')
    .option('--container <name>', 'only this container')
    .option('--explicit', 'write out what the target engine does by itself as well')
    .option('--stricter', "keep the target engine's own default where it is the stricter one")
    .option('--output <path>', 'write to a file, or to a folder where there are several')
    .addOption(new Option('--format <format>', 'json has the files, the notes and the problems').choices(['text', 'json']).default('text'))
    .action(async (target: string | undefined, options: TranslateFlags) => {
      const { runTranslate } = await import('./commands/translate/run.ts');
      exit = await runTranslate(target, commandLine, options);
    });

  program
    .command('explain')
    .description('why a control matters, the escapes behind it, how it is set, proved and lived with')
    .argument('[control]', 'the id of a control; without one, all are listed')
    .option('--no-color', 'no colours (NO_COLOR is honoured too)')
    .action(async (control: string | undefined, options: { color: boolean }) => {
      const { runExplain } = await import('./commands/explain/run.ts');
      exit = await runExplain(control, options);
    });

  diffCommand(program, commandLine, (code) => {
    exit = code;
  });
  apparmorCommands(program, (code) => {
    exit = code;
  });
  driftCommand(program, (code) => {
    exit = code;
  });
  pathsCommand(program, commandLine, (code) => {
    exit = code;
  });
  proveCommand(program, commandLine, (code) => {
    exit = code;
  });
  runCommand(program);
  scanCommand(program, (code) => {
    exit = code;
  });
  dbCommands(program, (code) => {
    exit = code;
  });
  seccompCommands(program, (code) => {
    exit = code;
  });

  await program.parseAsync(words, { from: 'user' });
  return exit;
}

const common = (command: Command): Command =>
  command
    .option('--engine <engine>', 'judge as this engine: docker, podman or kubernetes, with a version if it matters (docker@28)')
    .option('--no-color', 'no colours (NO_COLOR is honoured too)');

const afterHelp = `
Examples:
  bulkhead check                                   judge everything in this folder
  bulkhead check -- docker run --privileged nginx  judge a command without running it
  bulkhead fix compose.yaml                        show what would be changed; --write writes it
  bulkhead paths compose.yaml                      how an intruder gets out, and what closes it
  bulkhead diff main                               what containers may do more and less than on main
  bulkhead effective compose.yaml                  what Docker will make of it
  bulkhead scan image:web:1.0                      vulnerabilities, secrets and rights in every layer of an image
  bulkhead scan archive:web.tar                    the same of a saved one
  bulkhead db update                               fetch what is known of vulnerabilities, for scan
  bulkhead explain engine-socket                   why it matters, and what to do

Environment:
  BULKHEAD_DB                        the file with known vulnerabilities (--db comes first)
  DOCKER_HOST, CONTAINER_HOST        where Docker's and Podman's API is (default: the usual sockets)
  DOCKER_CONFIG, REGISTRY_AUTH_FILE  logins to registries, as docker login and podman login keep them
  XDG_CACHE_HOME                     what is remembered lies in its folder bulkhead (default: ~/.cache)
  NO_COLOR                           no colours

Exit codes: 0 nothing at or above --fail-on; 1 findings; 2 wrong usage, or something could not be read or judged.`;

/** Runs the command line that the process was started with, and sets its exit code. */
export async function run(): Promise<void> {
  guardStreams();
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    process.exitCode = 2;
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
    else if (error instanceof Unreadable) process.stderr.write(`bulkhead: ${printable(error.message)}\n`);
    else if (isSystemError(error)) process.stderr.write(`bulkhead: ${reasonOfError(error)}\n`);
    else process.stderr.write(`bulkhead: a defect of bulkhead itself, please report it: ${printable(String(error))}\n`);
  }
}

import { type Command, Option } from 'commander';
import { severities } from '../../model/index.ts';
import { collectWord } from '../collect-word.ts';
import { type PathsFlags, pathsFormats } from './flags.ts';

/** The options of `bulkhead paths`; what it does is loaded only when it is asked for. */
export function pathsCommand(program: Command, commandLine: readonly string[], finished: (exit: number) => void): void {
  program
    .command('paths')
    .description('how an intruder gets out of these containers, step by step, and the fewest changes that close every way to the host')
    .argument('[target...]', 'as for check (default: this folder); a command may also follow --')
    .option('--from <container>', 'only the ways of an intruder who begins in this container; may be given several times', collectWord)
    .addOption(new Option('--format <format>', 'form of the report; html is a page for a browser').choices(pathsFormats).default('text'))
    .addOption(
      new Option(
        '--fail-on <severity>',
        'an open way to the host is critical, to its ordinary user high, any other medium: which makes the exit code 1',
      )
        .choices(severities)
        .default('high'),
    )
    .option('--engine <engine>', 'judge as this engine: docker, podman or kubernetes, with a version if it matters (docker@28)')
    .option('--kubernetes-version <version>', 'judge pods for this version, 1.30 for example')
    .option('--helm-values <file>', 'values for the Helm charts that are found; may be given several times', collectWord)
    .option('--config <file>', 'configuration, as for check')
    .option('--no-config', 'without any configuration')
    .option('--output <file>', 'write the report to a file')
    .option('--details', 'every container, every change and every fault, however many there are')
    .option('--verbose', 'also the files that were passed over, and why')
    .option('--no-color', 'no colours (NO_COLOR is honoured too)')
    .action(async (targets: string[], flags: PathsFlags) => {
      const { runPaths } = await import('./run.ts');
      finished(await runPaths(targets, commandLine, flags));
    });
}

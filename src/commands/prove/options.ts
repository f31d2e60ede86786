import { type Command, Option } from 'commander';
import { severities } from '../../model/index.ts';
import { profileNames } from '../../policies/names.ts';
import { proofFormats } from '../../reports/proof/formats.ts';
import type { ProveFlags } from './flags.ts';

/** Admission judges what is declared, so there is nothing to prove of it. */
const profiles = profileNames.filter((name) => !name.startsWith('pss:'));

/** The options of `bulkhead prove`; what it does is loaded only when it is asked for. */
export function proveCommand(program: Command, commandLine: readonly string[], finished: (exit: number) => void): void {
  program
    .command('prove')
    .description('start the same container with a probe program in it, and see on the real kernel which measures hold')
    .argument(
      '[target]',
      'a compose file, a unit, a manifest, a script, a bundle\'s config.json, - for standard input, container:NAME (or docker:, podman:), or run:"docker run …"; a command may also follow --',
    )
    .option('--container <name>', 'only this container')
    .option('--live', 'enter container:NAME itself, and try what does not weigh on it')
    .addOption(new Option('--engine <engine>', 'the engine to start it with, where the target names none').choices(['docker', 'podman']))
    .addOption(new Option('--runtime <runtime>', 'the runtime of a bundle').choices(['runc', 'crun']))
    .addOption(
      new Option('--format <format>', 'form of the report; html is a page for a browser, in-toto a statement to be signed')
        .choices([...proofFormats, 'html'])
        .default('text'),
    )
    .addOption(new Option('--profile <profile>', 'which measures the report is about').choices(profiles).default('strict'))
    .option('--control <id>', 'only this measure; may be given several times', collectWord)
    .addOption(
      new Option('--fail-on <severity>', 'lowest severity of a measure that does not hold that makes the exit code 1')
        .choices(severities)
        .default('high'),
    )
    .option('--output <file>', 'write the report to a file')
    .option('--all', 'also each attempt that was refused, and the measures that no attempt shows')
    .option('--no-color', 'no colours (NO_COLOR is honoured too)')
    .action(async (target: string | undefined, flags: ProveFlags) => {
      const { runProve } = await import('./run.ts');
      finished(await runProve(target, commandLine, flags));
    });
}

const collectWord = (word: string, words: readonly string[] = []): string[] => [...words, word];

import { type Command, Option } from 'commander';
import { severities } from '../../model/index.ts';
import { collectWord } from '../collect-word.ts';
import { imageOptions } from '../images/options.ts';
import type { DiffFlags } from './flags.ts';
import { diffFormats } from './flags.ts';

/** The options of `bulkhead diff`; what it does is loaded only when it is asked for. */
export function diffCommand(program: Command, paths: readonly string[], finished: (exit: number) => void): void {
  imageOptions(program.command('diff'))
    .description('what containers may do after a change that they could not before, and the other way round')
    .argument(
      '<base>',
      'a git revision (also REV:path, A..B and A...B in one word), a file, a folder, archive:FILE, container:NAME; or image:NAME, archive:FILE or sbom:FILE beside another one',
    )
    .argument('[head]', 'the same; default: the working tree. Paths to limit it to follow --')
    .addOption(
      new Option('--format <format>', 'form of the report; markdown fits a comment on a pull request').choices(diffFormats).default('text'),
    )
    .option('--fail-on-widening', 'exit code 1 when a container may do more than before')
    .addOption(
      new Option('--fail-on <severity>', 'with --fail-on-widening, or for two images: lowest severity that counts')
        .choices(severities)
        .default('low'),
    )
    .option('--details', 'also what follows from other changes, and each of many alike')
    .option('--engine <engine>', 'compare as this engine runs it: docker, podman or kubernetes, with a version if it matters (docker@28)')
    .option('--kubernetes-version <version>', 'compare pods for this version, 1.30 for example')
    .option('--config <file>', 'configuration, as for check')
    .option('--no-config', 'without any configuration')
    .option('--db <file>', 'of two images: known vulnerabilities (default: BULKHEAD_DB, or those of bulkhead db update)')
    .option('--vex <file>', 'of two images: what does not count, and why: OpenVEX or CSAF; may be given several times', collectWord)
    .option('--output <file>', 'write the report to a file')
    .option('--no-color', 'no colours (NO_COLOR is honoured too)')
    .action(async (base: string, head: string | undefined, flags: DiffFlags, command: Command) => {
      const { runDiff } = await import('./run.ts');
      const failOnGiven = command.getOptionValueSource('failOn') === 'cli';
      finished(await runDiff(head === undefined ? [base] : [base, head], paths, { ...flags, failOnGiven }));
    });
}

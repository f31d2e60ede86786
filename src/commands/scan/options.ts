import { type Command, Option } from 'commander';
import { severities } from '../../model/index.ts';
import { profileNames } from '../../policies/names.ts';
import { collectWord } from '../collect-word.ts';
import { imageOptions } from '../images/options.ts';
import { billFormats, type ScanFlags } from './flags.ts';

/** The options of `bulkhead scan`; what it does is loaded only when it is asked for. */
export function scanCommand(program: Command, finished: (exit: number) => void): void {
  imageOptions(program.command('scan'))
    .description(
      'what is wrong inside an image, layer by layer: known vulnerabilities, secrets (also those that a later layer deleted), rights of files',
    )
    .argument(
      '<target...>',
      'image:NAME, of Docker, Podman or a registry; archive:PATH, what docker save or podman save wrote, or an OCI layout, as a file or a folder; container:NAME, the image of a container; sbom:FILE, CycloneDX or SPDX as JSON',
    )
    .addOption(
      new Option('--format <format>', 'form of the report, as for check; cyclonedx and spdx are bills of materials')
        .choices(['text', 'json', 'sarif', 'junit', 'markdown', 'github', 'html', ...billFormats])
        .default('text'),
    )
    .addOption(new Option('--fail-on <severity>', 'lowest severity that makes the exit code 1 (default: high)').choices(severities))
    .addOption(new Option('--profile <profile>', 'which measures are asked for').choices(profileNames).default('recommended'))
    .option('--control <id>', 'judge only this control; may be given several times', collectWord)
    .option('--file <containerfile>', 'what the image was built by (default: found in this folder and beside the archive, by its steps)')
    .option('--db <file>', 'known vulnerabilities (default: BULKHEAD_DB, or those of bulkhead db update)')
    .option('--vex <file>', 'what does not count, and why: OpenVEX or CSAF; may be given several times', collectWord)
    .option('--ignore-unfixed', 'without vulnerabilities that no version mends')
    .option('--config <file>', 'configuration, as for check')
    .option('--no-config', 'without any configuration')
    .option('--baseline <file>', 'findings that were there before do not count')
    .option('--update-baseline', 'write the open findings to the file of --baseline')
    .option('--no-cache', 'read every layer, also those that an earlier run read, and remember none')
    .option('--output <file>', 'write the report to a file')
    .option('--all', 'everything that is folded, and what holds')
    .option('--verbose', 'also what was passed over, and why')
    .option('--quiet', 'only the findings that decide the exit code')
    .option('--no-color', 'no colours (NO_COLOR is honoured too)')
    .action(async (targets: string[], flags: ScanFlags, command: Command) => {
      const { runScan } = await import('./run.ts');
      finished(await runScan(targets, flags, { profile: command.getOptionValueSource('profile') === 'cli' }));
    });
}

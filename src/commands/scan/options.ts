import { type Command, Option } from 'commander';
import { severities } from '../../model/index.ts';
import type { ScanFlags } from './flags.ts';

/** The options of `bulkhead scan`; what it does is loaded only when it is asked for. */
export function scanCommand(program: Command, finished: (exit: number) => void): void {
  program
    .command('scan')
    .description('read every layer of an image: secrets, also those that a later layer deleted or overwrote')
    .argument('<target...>', 'archive:PATH: what docker save or podman save wrote, or an OCI layout, as a file or a folder')
    .addOption(
      new Option('--format <format>', 'form of the report, as for check')
        .choices(['text', 'json', 'sarif', 'junit', 'markdown', 'github', 'html'])
        .default('text'),
    )
    .addOption(new Option('--fail-on <severity>', 'lowest severity that makes the exit code 1').choices(severities).default('high'))
    .option('--output <file>', 'write the report to a file')
    .option('--all', 'also the images that hold none')
    .option('--verbose', 'also what was passed over, and why')
    .option('--quiet', 'only the findings that decide the exit code')
    .option('--no-color', 'no colours (NO_COLOR is honoured too)')
    .action(async (targets: string[], flags: ScanFlags) => {
      const { runScan } = await import('./run.ts');
      finished(await runScan(targets, flags));
    });
}

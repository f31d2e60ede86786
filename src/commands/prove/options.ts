import { type Command, Option } from 'commander';
import type { ProveFlags } from './flags.ts';

/** The options of `bulkhead prove`; what it does is loaded only when it is asked for. */
export function proveCommand(program: Command, commandLine: readonly string[], finished: (exit: number) => void): void {
  program
    .command('prove')
    .description('start the same container with a probe program in it, and see on the real kernel which measures hold')
    .argument('[target]', 'run:"docker run …"; a command may also follow --')
    .addOption(new Option('--format <format>', 'form of the report').choices(['text', 'json']).default('text'))
    .option('--output <file>', 'write the report to a file')
    .option('--all', 'also each attempt that was refused')
    .option('--no-color', 'no colours (NO_COLOR is honoured too)')
    .action(async (target: string | undefined, flags: ProveFlags) => {
      const { runProve } = await import('./run.ts');
      finished(await runProve(target, commandLine, flags));
    });
}

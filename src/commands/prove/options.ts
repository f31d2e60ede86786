import { type Command, Option } from 'commander';
import type { ProveFlags } from './flags.ts';

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
    .addOption(new Option('--format <format>', 'form of the report').choices(['text', 'json']).default('text'))
    .option('--output <file>', 'write the report to a file')
    .option('--all', 'also each attempt that was refused')
    .option('--no-color', 'no colours (NO_COLOR is honoured too)')
    .action(async (target: string | undefined, flags: ProveFlags) => {
      const { runProve } = await import('./run.ts');
      finished(await runProve(target, commandLine, flags));
    });
}

import { type Command, Option } from 'commander';
import type { DriftFlags } from './flags.ts';

/** The options of `bulkhead drift`; what it does is loaded only when it is asked for. */
export function driftCommand(program: Command, finished: (exit: number) => void): void {
  program
    .command('drift')
    .description('where the kernel holds something else for a running container than was asked for, field by field')
    .argument('<target>', 'container:NAME (or docker:, podman:)')
    .option('--against <file>', 'compare with what this file declares (default: with what the engine says of the container)')
    .option('--service <name>', 'which container of that file (default: the one of the same name, or the only one)')
    .addOption(new Option('--format <format>', 'form of the answer').choices(['text', 'json']).default('text'))
    .addOption(new Option('--fail-on <what>', 'what makes the exit code 1').choices(['weaker', 'any']).default('weaker'))
    .option('--no-color', 'no colours (NO_COLOR is honoured too)')
    .action(async (target: string, flags: DriftFlags) => {
      const { runDrift } = await import('./run.ts');
      finished(await runDrift(target, flags));
    });
}

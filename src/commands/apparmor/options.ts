import { type Command, Option } from 'commander';
import type { AppArmorFlags } from './show.ts';

/** The options of `bulkhead apparmor …`; what it does is loaded only when it is asked for. */
export function apparmorCommands(program: Command, finished: (exit: number) => void): void {
  const apparmor = program.command('apparmor').description('what an AppArmor profile lets through, read from its text');
  apparmor
    .command('show')
    .description('the ways out that a profile leaves open or shuts, each with its line; exit code 1 when one is open')
    .argument('<file>', 'a file of profiles, or - for standard input')
    .option('--profile <name>', 'only the profile of this name')
    .addOption(new Option('--format <format>', 'form of the answer').choices(['text', 'json']).default('text'))
    .option('--no-color', 'no colours (NO_COLOR is honoured too)')
    .action(async (file: string, flags: AppArmorFlags) => {
      const { runShow } = await import('./show.ts');
      finished(await runShow(file, flags));
    });
}

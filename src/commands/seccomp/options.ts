import { type Command, Option } from 'commander';
import type { SeccompFlags } from './flags.ts';

/** The options of `bulkhead seccomp …`; what each command does is loaded only when it is asked for. */
export function seccompCommands(program: Command, finished: (exit: number) => void): void {
  const seccomp = program.command('seccomp').description('what a seccomp profile lets through, decided as the kernel decides it');

  withOptions(seccomp.command('show'))
    .description('what a profile allows, denies, and makes depend on arguments')
    .argument('<file>', 'a profile of Docker or Podman, an OCI config.json, or - for standard input')
    .action(async (file: string, flags: SeccompFlags) => {
      const { runShow } = await import('./show.ts');
      finished(await runShow(file, flags));
    });

  withOptions(seccomp.command('diff'))
    .description('what B lets through that A does not, and the other way round; exit code 1 when B is wider')
    .argument('<A>', 'a profile')
    .argument('<B>', 'another profile')
    .action(async (a: string, b: string, flags: SeccompFlags) => {
      const { runDiff } = await import('./diff.ts');
      finished(await runDiff(a, b, flags));
    });

  withOptions(seccomp.command('test'))
    .description('the decision for one call, with its rule and line; exit code 1 when the call is not let through')
    .argument('<file>', 'a profile, or - for standard input')
    .argument('<syscall>', 'a name or a number')
    .argument('[arg...]', 'its arguments: 40, 0x7e020000')
    .action(async (file: string, syscall: string, args: string[], flags: SeccompFlags) => {
      const { runCall } = await import('./call.ts');
      finished(await runCall(file, syscall, args, flags));
    });
}

const withOptions = (command: Command): Command =>
  command
    .addOption(
      new Option('--arch <arch>', 'architecture of the calls (default: of this machine)').choices([
        'x86_64',
        'x86',
        'x32',
        'aarch64',
        'arm',
      ]),
    )
    .option('--caps <list>', 'capabilities of the container: NET_RAW,CHOWN, ALL or NONE (default: what the engine gives)')
    .option('--kernel <version>', 'version of Linux, for minKernel (default: of this machine)')
    .addOption(
      new Option('--engine <engine>', 'who reads the profile').choices(['docker', 'podman', 'kubernetes', 'oci']).default('docker'),
    )
    .addOption(new Option('--runtime <runtime>', 'who loads the filter (default: crun for podman, else runc)').choices(['runc', 'crun']))
    .addOption(new Option('--format <format>', 'form of the answer').choices(['text', 'json']).default('text'))
    .option('--no-color', 'no colours (NO_COLOR is honoured too)');

import { parseTarget, type Target } from './check/targets.ts';

/** The words of a command → targets; what follows `--` is one docker or podman command line. */
export async function targetsOf(words: readonly string[], commandLine: readonly string[]): Promise<Target[]> {
  const targets = words.map(parseTarget);
  if (commandLine.length === 0) return targets;
  const { quoteArgv } = await import('../surfaces/run-command/argv.ts');
  return [...targets, { kind: 'command line', text: quoteArgv(commandLine) }];
}

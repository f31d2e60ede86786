import type { Command } from 'commander';

/** Only its line in the help: what stands behind `run` is not commander's to read, for it takes the options of docker run. */
export function runCommand(program: Command): void {
  program
    .command('run')
    .description('start a container with every measure on; takes the options of docker run, and says which of them weaken it')
    .argument('<image>')
    .argument('[command...]');
}

/** `argv`: the words behind `run`. */
export async function runWords(argv: readonly string[]): Promise<number> {
  const { runContainer } = await import('./run.ts');
  return runContainer(argv);
}

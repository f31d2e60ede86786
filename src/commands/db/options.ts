import { type Command, Option } from 'commander';
import { collectWord } from '../collect-word.ts';
import type { DbFlags } from './flags.ts';

/** The options of `bulkhead db …`; what each command does is loaded only when it is asked for. */
export function dbCommands(program: Command, finished: (exit: number) => void): void {
  const db = program.command('db').description('known vulnerabilities, which scan holds packages against: one file on this machine');

  withFile(db.command('update'))
    .description('fetch advisories from where they are published; a source that has not changed is not fetched again')
    .option(
      '--source <source>',
      'debian, alpine, osv:ECOSYSTEM (osv:PyPI, osv:Rocky Linux), or the address of a file in one of their forms; may be given several times (default: all)',
      collectWord,
    )
    .option('--fresh', 'leave behind what is there')
    .action(async (flags: DbFlags) => {
      const { runUpdate } = await import('./update.ts');
      finished(await runUpdate(flags));
    });

  withFile(db.command('import'))
    .description('read advisories from this machine: OSV (JSON, YAML), the JSON or the lists of Debian, the secdb of Alpine')
    .argument('<path...>', 'a file, a folder, a tar file (packed with gzip or not), a zip file')
    .option('--fresh', 'leave behind what is there')
    .action(async (paths: string[], flags: DbFlags) => {
      const { runImport } = await import('./import.ts');
      finished(await runImport(paths, flags));
    });

  withFile(db.command('status'))
    .description('how many advisories there are, of whom, and how old')
    .addOption(new Option('--format <format>', 'form of the answer').choices(['text', 'json']).default('text'))
    .action(async (flags: DbFlags) => {
      const { runStatus } = await import('./status.ts');
      finished(await runStatus(flags));
    });
}

const withFile = (command: Command): Command =>
  command.option('--db <file>', 'the file (default: BULKHEAD_DB, or advisories.db in the cache of bulkhead)');

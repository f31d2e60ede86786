import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFiles } from './folder.ts';

type Files = Readonly<Record<string, string>>;

/** Repositories in a folder of their own, with nobody's configuration. */
export function repositories() {
  const home = mkdtempSync(join(tmpdir(), 'repositories-'));
  const env: Readonly<Record<string, string>> = { HOME: home, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' };
  let count = 0;

  const git = (folder: string, ...args: string[]): string => gitWith(folder, '', ...args);

  /** With standard input. */
  function gitWith(folder: string, input: string | Buffer, ...args: string[]): string {
    const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'protocol.file.allow=always'];
    const { status, stdout, stderr } = spawnSync('git', [...who, ...args], {
      cwd: folder,
      input,
      env: { PATH: process.env.PATH ?? '', ...env },
    });
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
    return stdout.toString().trim();
  }

  function folderOf(files: Files): string {
    const folder = join(home, `r${count++}`);
    mkdirSync(folder);
    writeFiles(folder, files);
    return folder;
  }

  function commit(folder: string, message: string): string {
    git(folder, 'add', '-A', '-f');
    git(folder, 'commit', '-q', '--allow-empty', '-m', message);
    return git(folder, 'rev-parse', 'HEAD');
  }

  function repository(files: Files): string {
    const folder = folderOf(files);
    git(folder, 'init', '-q', '-b', 'main');
    commit(folder, 'first');
    return folder;
  }

  const remove = (): void => rmSync(home, { recursive: true, force: true });
  return { home, env, git, gitWith, folderOf, commit, repository, remove };
}

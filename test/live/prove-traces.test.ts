import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cli } from '../support/cli.ts';
import { image, type LiveEngine, startDocker, startPodman, whyNoDocker, whyNoPodman } from '../support/engines.ts';

/** What a proof leaves that does not come to its end: nothing, at the latest after the next start. */
const engines = [
  ['docker', whyNoDocker(), startDocker, '/usr/bin/docker -H'],
  ['podman', whyNoPodman(), startPodman, '/usr/bin/podman --remote --url'],
] as const;

describe.each(engines)('%s', (name, why, start, client) => {
  const kind = name === 'docker' ? 'DOCKER' : 'CONTAINER';
  describe.skipIf(why !== undefined)(why === undefined ? 'leaves nothing behind' : `skipped: ${why}`, () => {
    let engine: LiveEngine;
    let folder = '';
    let started: ChildProcess[] = [];
    beforeAll(async () => {
      engine = await start();
    }, 60_000);
    afterAll(() => engine?.stop(), 60_000);
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'bulkhead-traces-'));
      mkdirSync(`${folder}/home`);
      started = [];
    });
    afterEach(() => {
      for (const child of started) child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    });

    /** So little processor time that the attempts take long. */
    const slow = ['--cpus', '0.01', image];
    function bulkhead(words: readonly string[]): ChildProcess {
      const env = { PATH: process.env.PATH, HOME: `${folder}/home`, TMPDIR: folder, [`${kind}_HOST`]: engine.url };
      const child = spawn(process.execPath, [cli, 'prove', ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
      started.push(child);
      return child;
    }
    const prove = (words: readonly string[]): ChildProcess => bulkhead(['--', ...client.split(' '), engine.url, 'run', ...words]);
    const ended = (child: ChildProcess): Promise<NodeJS.Signals | number | null> =>
      new Promise((resolve) => child.once('close', (code, signal) => resolve(signal ?? code)));
    const containers = (): string => engine.client('ps', '--all', '--quiet');
    const scratch = (): string[] => readdirSync(folder).filter((name) => name.startsWith('bulkhead-'));
    const running = (): Promise<void> => until(() => engine.client('ps', '--quiet', '--filter', 'label=bulkhead.owner') !== '');

    it('after its end', { timeout: 120_000 }, async () => {
      const volumes = engine.client('volume', 'ls', '--quiet');
      expect(await ended(prove(['--volume', 'no-such:/data', '--volume', `${folder}/none:/none`, image]))).not.toBe(2);
      expect([containers(), scratch(), engine.client('volume', 'ls', '--quiet')]).toEqual(['', [], volumes]);
      expect(existsSync(`${folder}/none`)).toBe(false);
    });

    it.each(['SIGINT', 'SIGTERM'] as const)('after %s', { timeout: 120_000 }, async (signal) => {
      const child = prove(slow);
      const end = ended(child);
      await running();
      child.kill(signal);
      expect(await end).toBe(signal);
      await until(() => containers() === '');
      expect(scratch()).toEqual([]);
    });

    it('after kill -9, when it is started the next time', { timeout: 120_000 }, async () => {
      const child = prove(slow);
      const end = ended(child);
      await running();
      const clients = childrenOf(child.pid);
      child.kill('SIGKILL');
      await end;
      // Without its client nobody but the next start removes the container before its end.
      for (const pid of clients) killIfThere(pid);
      expect(scratch()).toHaveLength(1);
      const [name] = engine.client('ps', '--all', '--format', '{{.Names}}', '--filter', 'label=bulkhead.owner').split('\n');
      expect(name).toMatch(/^bulkhead-prove-/);
      expect(await ended(prove(['localhost/no-such-image']))).toBe(2);
      await until(() => containers() === '');
      expect(scratch()).toEqual([]);
    });

    it('--live after SIGINT: the container is as it was', { timeout: 120_000 }, async () => {
      engine.client('run', '--detach', '--name', 'slow', '--tmpfs', '/memory:exec', image);
      const processes = (): number => engine.client('top', 'slow').split('\n').length;
      const before = processes();
      const child = bulkhead(['--live', `${name}:slow`]);
      const end = ended(child);
      await until(() => scratch().length > 0 || child.exitCode !== null);
      child.kill('SIGINT');
      await end;
      await until(() => processes() === before);
      const files = engine.client('exec', 'slow', '/bin/busybox', 'find', '/dev', '/memory', '/', '-maxdepth', '1', '-name', '.bulkhead*');
      expect([files, scratch()]).toEqual(['', []]);
      engine.client('rm', '--force', 'slow');
    });

    it('what belongs to one that still runs stays', { timeout: 120_000 }, async () => {
      const first = prove(slow);
      const end = ended(first);
      await running();
      expect(await ended(prove(['localhost/no-such-image']))).toBe(2);
      expect(containers()).not.toBe('');
      expect(scratch()).toHaveLength(1);
      first.kill('SIGTERM');
      await end;
    });
  });
});

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 300) throw new Error('it did not come to pass');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function childrenOf(pid: number | undefined): number[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === pid ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {}
}

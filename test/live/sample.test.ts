import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bulkhead } from '../support/cli.ts';
import { type LiveEngine, startDocker, whyNoDocker } from '../support/engines.ts';
import { importStandIns } from '../support/stand-ins.ts';

/**
 * The bundled sample on a real Docker: each service starts and answers before `fix`, after the safe remedies, and after the unsafe ones
 * where they leave it its work. No image can be pulled in the tests, and there is no docker compose: the services are started by what
 * `bulkhead translate --to docker-run` makes of the file, with stand-ins of busybox under the names of the real images.
 *
 * What that proves: Docker takes every setting that `fix` wrote, and under them a process starts that binds the port, reads the secret,
 * writes the volume and steps down from root as the real entry point does. What it does not prove: that traefik, node and postgres
 * themselves ask for no more than their stand-ins; and, on a guest that cannot give all capabilities, that the backup starts privileged:
 * there it is started with SYS_ADMIN and without a filter instead.
 */
const why = whyNoDocker();

describe.skipIf(why !== undefined)(why === undefined ? 'the sample on Docker' : `skipped: ${why}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-sample-'));
  const sample = join(folder, 'sample');
  let engine: LiveEngine;
  let privileged = '';
  beforeAll(async () => {
    engine = await startDocker();
    importStandIns(engine, folder);
    privileged = canPrivileged() ? '--privileged' : '--cap-add SYS_ADMIN --security-opt seccomp=unconfined';
    for (const name of ['bin', 'host']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'bin/docker'), `#!/bin/sh\nexec /usr/bin/docker -H ${engine.url} "$@"\n`, { mode: 0o755 });
  }, 60_000);
  afterEach(() => {
    const all = engine.client('ps', '--all', '--quiet').split('\n').filter(Boolean);
    if (all.length > 0) engine.client('rm', '--force', '--volumes', ...all);
    engine.client('volume', 'prune', '--force');
  });
  afterAll(async () => {
    await engine?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  /** A guest that lacks a capability itself cannot give all of them. */
  function canPrivileged(): boolean {
    try {
      engine.client('run', '--rm', '--privileged', '--network', 'none', 'alpine:3.20', 'true');
      return true;
    } catch {
      return false;
    }
  }

  /** Starts the services of the sample, mended with these flags. The engine and the folders of the machine stay out of reach. */
  function start(fix: readonly string[] | undefined, change: (script: string) => string = (script) => script): void {
    rmSync(sample, { recursive: true, force: true });
    cpSync('sample', sample, { recursive: true });
    writeFileSync(join(sample, 'db-password.txt'), 'K4ngaroo99\n');
    if (fix !== undefined) bulkhead(['fix', '--write', ...fix, 'compose.yaml'], { cwd: sample });
    const { out } = bulkhead(['translate', '--to', 'docker-run', 'compose.yaml'], { cwd: sample });
    const script = change(out)
      .replaceAll('--privileged', privileged)
      .replaceAll('/var/run/docker.sock:/', `${engine.url.replace('unix://', '')}:/`)
      .replaceAll('--volume /:/', `--volume ${join(folder, 'host')}:/`)
      .replaceAll('--volume ./', `--volume ${sample}/`);
    execFileSync('sh', ['-c', script], { cwd: sample, env: { PATH: `${join(folder, 'bin')}:/usr/bin:/bin` }, stdio: 'pipe' });
  }

  const ports: Readonly<Record<string, number>> = { proxy: 80, web: 3000, db: 5432 };

  const logOf = (name: string): string =>
    execFileSync('sh', ['-c', `/usr/bin/docker -H ${engine.url} logs ${name} 2>&1`], { encoding: 'utf8' });

  /** Asked from another container of the network; what its log says where it does not answer. */
  async function answers(name: string): Promise<string> {
    for (let tries = 0; tries < 20; tries++) {
      const [running, address] = engine
        .client('inspect', '--format', '{{.State.Running}} {{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}', name)
        .split(' ');
      if (running !== 'true') return logOf(name);
      try {
        return engine.client('run', '--rm', '--network', 'shop', 'alpine:3.20', 'ask', address ?? '', `${ports[name]}`);
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
    return `no answer: ${logOf(name)}`;
  }

  const isRunning = (name: string): boolean => engine.client('inspect', '--format', '{{.State.Running}}', name) === 'true';
  const userOf = (name: string): string => engine.client('exec', name, 'busybox', 'id', '-u');

  it.each([
    ['before', undefined],
    ['after the safe remedies', []],
  ])(
    '%s every service starts and answers',
    async (_, flags) => {
      start(flags);
      for (const name of Object.keys(ports)) expect([name, await answers(name)]).toEqual([name, 'here']);
      expect(isRunning('backup')).toBe(true);
      expect(engine.client('exec', 'backup', 'sh', '-c', 'tar czf /backup/a.tgz /host && echo saved')).toBe('saved');
      const options = engine.client('inspect', '--format', '{{.HostConfig.SecurityOpt}}', ...Object.keys(ports), 'backup');
      expect(options.match(/no-new-privileges/g)?.length ?? 0).toBe(flags === undefined ? 1 : 4);
    },
    30_000,
  );

  // The backup's work is to read the host: without that mount there is nothing left to ask of it.
  it('after the unsafe ones the proxy and the web server answer, as nobody special', async () => {
    start(['--unsafe']);
    for (const name of ['proxy', 'web']) {
      expect([name, await answers(name)]).toEqual([name, 'here']);
      expect(userOf(name)).toBe('10001');
      expect(() => engine.client('exec', name, 'busybox', 'touch', '/www/a')).toThrow(/Read-only file system/);
    }
  }, 30_000);

  it('the database needs the place that the remedy brings along: without it its log names the path', async () => {
    start(['--unsafe'], (script) => script.replace(/--tmpfs[ =]\/var\/run\/postgresql\S*/, ''));
    expect(await answers('db')).toContain('/var/run/postgresql/.s.PGSQL.5432.lock: Read-only file system');
    engine.client('rm', '--force', 'proxy', 'web', 'db', 'backup');
    start(['--unsafe']);
    expect(await answers('db')).toBe('here');
    expect(engine.client('exec', 'db', 'busybox', 'sh', '-c', 'busybox cat /var/lib/postgresql/data/PG_VERSION')).toBe('16');
    expect(readFileSync(join(sample, 'compose.yaml'), 'utf8')).toContain('user: postgres');
  }, 30_000);
});

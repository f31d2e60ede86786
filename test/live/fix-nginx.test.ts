import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bulkhead } from '../support/cli.ts';
import { type LiveEngine, startDocker, startPodman, whyNoDocker, whyNoPodman } from '../support/engines.ts';
import { importNginx } from '../support/official-nginx.ts';
import { dockerRunner, page, type Runner } from '../support/run.ts';

/**
 * A real nginx under the name and in the layout of the official image: what `fix --unsafe` makes of it starts and answers, as an
 * ordinary user on a read-only root; and it would not without the places that the remedy brings along.
 */
const why = whyNoDocker();
const patience = 240_000;
const port = 20_000 + (process.pid % 10_000);
const served = 'served by a container with every measure on\n';

describe.skipIf(why !== undefined)(why === undefined ? 'nginx after fix' : `skipped: ${why}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-nginx-'));
  const file = join(folder, 'compose.yaml');
  let engine: LiveEngine;
  let runner: Runner;
  beforeAll(async () => {
    engine = await startDocker();
    runner = dockerRunner(engine, 'nginx:1.27');
    importNginx(engine, folder, 'nginx:1.27');
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'bin/docker'), `#!/bin/sh\nexec /usr/bin/docker -H ${engine.url} "$@"\n`, { mode: 0o755 });
  }, patience);
  afterEach(() => {
    const all = engine.client('ps', '--all', '--quiet').split('\n').filter(Boolean);
    if (all.length > 0) engine.client('rm', '--force', '--volumes', ...all);
  });
  afterAll(async () => {
    await engine?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, patience);

  /** There is no docker compose: the service is started by what `translate` makes of the file. */
  function start(unsafe: boolean, change: (script: string) => string = (script) => script): void {
    writeFileSync(file, `services:\n  web:\n    image: nginx:1.27\n    ports: ["127.0.0.1:${port}:80"]\n`);
    if (unsafe) bulkhead(['fix', '--write', '--unsafe', file], { cwd: folder });
    const script = change(bulkhead(['translate', '--to', 'docker-run', file], { cwd: folder }).out);
    execFileSync('sh', ['-c', script], { cwd: folder, env: { PATH: `${join(folder, 'bin')}:/usr/bin:/bin` }, stdio: 'pipe' });
  }

  const log = (): string => execFileSync('sh', ['-c', `/usr/bin/docker -H ${engine.url} logs web 2>&1`], { encoding: 'utf8' });

  /** The page, or what its log says where there is none. */
  const answer = async (): Promise<string> => (await page(runner, port)) || `no answer: ${log()}`;

  it('answers before', { timeout: patience }, async () => {
    start(false);
    expect(await answer()).toBe(served);
  });

  it('answers as an ordinary user with nothing to write but what it was given', { timeout: patience }, async () => {
    start(true);
    expect(readFileSync(file, 'utf8')).toMatch(/user: "10001:10001"[\s\S]*cap_drop:[\s\S]*read_only: true/);
    expect(await answer()).toBe(served);
    const seen = engine.client('inspect', '--format', '{{.Config.User}} {{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}}', 'web');
    expect(seen).toBe('10001:10001 true [ALL]');
    expect(
      engine
        .client('diff', 'web')
        .split('\n')
        .filter((line) => line.startsWith('A') || line.startsWith('D')),
    ).toEqual([]);
  });

  it('would not start without the places', { timeout: patience }, async () => {
    start(true, (script) => script.replace(/ --tmpfs[ =]\S+/g, ''));
    engine.client('wait', 'web');
    expect(log()).toMatch(/mkdir\(\) "\/var\/cache\/nginx\/client_temp" failed \(30: Read-only file system\)/);
  });
});

const whyNot = whyNoPodman();

describe.skipIf(whyNot !== undefined)(whyNot === undefined ? 'nginx after fix, on Podman' : `skipped: ${whyNot}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-nginx-podman-'));
  const name = 'docker.io/library/nginx:1.27';
  let engine: LiveEngine;
  beforeAll(async () => {
    engine = await startPodman();
    importNginx(engine, folder, name);
  }, patience);
  afterAll(async () => {
    await engine?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, patience);

  /** None where it ends just now. */
  function processesOf(id: string): string {
    try {
      return engine.client('top', id, 'args');
    } catch {
      return '';
    }
  }

  /** Whether it came to work; Podman's network is left out, since a container of it cannot be asked from here. */
  async function works(words: readonly string[]): Promise<boolean> {
    const id = engine.client(...words.slice(1, 2), '--network=none', ...words.slice(2));
    for (;;) {
      if (engine.client('inspect', '--format', '{{.State.Running}}', id) !== 'true') return false;
      if (processesOf(id).includes('worker process')) return true;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  it('starts with what it was given, and not without its low port', { timeout: patience }, async () => {
    const file = join(folder, 'run.sh');
    writeFileSync(file, `#!/bin/sh\npodman run --detach ${name}\n`);
    bulkhead(['fix', '--write', '--unsafe', file], { cwd: folder });
    const words = readFileSync(file, 'utf8').trim().split('\n').at(-1)?.split(' ') ?? [];
    expect(words).toEqual(expect.arrayContaining(['--read-only', '--user', '10001:10001', '--sysctl']));
    expect(await works(words)).toBe(true);
    const at = words.indexOf('--sysctl');
    expect(await works(words.toSpliced(at, 2))).toBe(false);
  });
});

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProvedControl } from '../../src/reports/proof/shape.ts';
import { type LiveEngine, startDocker, startPodman, startRemappingDocker, whyNoDocker, whyNoPodman } from '../support/engines.ts';
import { isOnDisk } from '../support/own-machine.ts';
import { dockerRunner, page, podmanRunner, type Runner, run } from '../support/run.ts';
import { type Word, wordFor } from './truth/words.ts';

/** A real web server, started by `bulkhead run` with every measure on: it serves, and the proof of the very same command holds. */
const patience = 120_000;
const web = 'docker.io/test/nginx:1';
const served = 'served by a container with every measure on\n';

/** What every container here is proved to be held to. */
const measures = [
  ...['non-root-user', 'root-group', 'user-namespace', 'privileged', 'dangerous-capabilities', 'capabilities-dropped', 'net-raw'],
  ...['no-new-privileges', 'host-devices', 'masked-paths', 'seccomp', 'seccomp-profile-strength', 'engine-socket', 'host-system-mount'],
  ...['host-pid', 'host-network', 'host-ipc', 'host-uts', 'host-cgroup-namespace', 'mount-propagation', 'read-only-root', 'tmpfs-options'],
  ...['memory-limit', 'pids-limit', 'cpu-limit', 'io-limit', 'tmpfs-size', 'ulimits', 'oom-protection', 'service-account-token'],
];
/** Held by what is declared; nothing inside shows them. */
const unseen = ['resolvable-user', 'unsafe-sysctls', 'shared-namespace', 'secret-in-environment', 'secret-in-arguments', 'health-check'];

const modules = ['apparmor', 'selinux'];
const isRunning = (module: string): boolean =>
  module === 'selinux' ? existsSync('/sys/fs/selinux/enforce') : existsSync('/sys/kernel/security/apparmor/profiles');

// The bridge that comes with Docker is shared by all of its containers.
const docker = { whyNot: whyNoDocker, runner: dockerRunner, options: ['--network', 'web'], network: ['default-bridge'] };
const engines = {
  docker: { ...docker, start: startDocker, cannot: ['user-namespace'] },
  'docker with userns-remap': { ...docker, start: startRemappingDocker, cannot: [] },
  podman: { whyNot: whyNoPodman, start: startPodman, runner: podmanRunner, options: [], cannot: [], network: [] },
};

describe.each(Object.entries(engines))('%s', (name, { whyNot, start, runner: runnerOf, options: own, cannot, network }) => {
  const why = whyNot();
  describe.skipIf(why !== undefined)(why === undefined ? 'serves' : `skipped: ${why}`, () => {
    let folder = '';
    let engine: LiveEngine;
    let runner: Runner;
    const port = 20_000 + (process.pid % 10_000);
    const words = ['--rm', '-p', `${port}:8080`, ...own, web];
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'bulkhead-web-test-'));
      engine = await start();
      runner = runnerOf(engine, web);
      const tar = join(folder, 'web.tar');
      execFileSync(resolve('scripts/web-image'), [tar], { stdio: ['ignore', 'ignore', 'inherit'], timeout: patience });
      engine.client('import', '--change', 'ENTRYPOINT ["/usr/sbin/nginx","-e","stderr"]', '--change', 'EXPOSE 8080', tar, web);
      if (own.length > 0) engine.client('network', 'create', 'web');
    }, patience);
    afterAll(async () => {
      await engine?.stop();
      if (folder !== '') rmSync(folder, { recursive: true, force: true });
    }, patience);

    it('answers on loopback', { timeout: patience }, async () => {
      if (name === 'podman') {
        expect(podmanPage(runner, words, port)).toContain(served);
        return;
      }
      const started = await run(runner, ['--detach', '--name', 'web', ...words]);
      expect(started).toMatchObject({ exit: 0, out: expect.stringMatching(/^[0-9a-f]{64}\n$/) });
      expect(await page(runner, port)).toBe(served);
      engine.client('stop', 'web');
    });

    it('every measure holds', { timeout: 2 * patience }, async () => {
      const { out, err, exit } = await run(runner, ['--dry-run=command', ...words]);
      expect(exit).toBe(0);
      // A store in memory or on an overlay has no disk that could be limited, and an engine may not be able to load a profile: then that is said.
      const off = [...cannot, ...(isOnDisk(dirname(engine.url.replace(/^unix:\/\//, ''))) ? [] : ['io-limit'])];
      const said = (/^bulkhead: cannot be on here: (.*)$/m.exec(err)?.[1] ?? '')
        .split('; ')
        .flatMap((part) => /^[a-z-]+(?=:)/.exec(part) ?? []);
      expect(said.filter((control) => !modules.includes(control))).toEqual(off);
      const proof = proved(runner, out.trim()).map((row) => [row.control, wordFor(row)] as const);
      const of = (word: Word): readonly string[] => proof.flatMap(([control, one]) => (one === word ? [control] : [])).sort();
      expect({ fails: of('fails'), inconclusive: of('inconclusive') }).toEqual({ fails: said.sort(), inconclusive: [] });
      expect(of('holds')).toEqual(expect.arrayContaining([...measures, ...network].filter((control) => !off.includes(control))));
      expect(of('kernel lacks it')).toEqual(modules.filter((module) => !isRunning(module)));
      // Docker before 28 lets neighbours reach what is published on the loopback address. The others are of what it has not: secrets, mounts, a pod.
      const reached = name !== 'podman' && Number.parseInt(engine.client('version', '--format', '{{.Server.Version}}'), 10) < 28;
      expect(of('off by declaration')).toEqual(['image-pinned', ...(reached ? ['published-address'] : [])]);
      expect(of('nothing shows it')).toEqual([...unseen, ...(reached ? [] : ['published-address'])].sort());
    });
  });
});

/** Podman's network is that of one command: it is started, asked and stopped there. */
function podmanPage({ before: [first = '', ...rest], engine, env }: Runner, words: readonly string[], port: number): string {
  const cli = resolve('dist/cli.cjs');
  const ask = `const ask = () => fetch('http://127.0.0.1:${port}/').then((r) => r.text()).then((t) => process.stdout.write(t), () => setTimeout(ask, 200)); ask();`;
  const script = `node=$1 cli=$2 podman=$3 ask=$4; shift 4
    "$node" "$cli" run --engine "$podman" --detach --name web "$@" >/dev/null && timeout 60 "$node" -e "$ask"; "$podman" stop --time 5 web >/dev/null`;
  const own = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '/root', ...env };
  const parts = [...rest, 'sh', '-c', script, 'sh', process.execPath, cli, engine, ask, ...words];
  return execFileSync(first, parts, { encoding: 'utf8', env: own, stdio: ['ignore', 'pipe', 'ignore'], timeout: patience });
}

/** `bulkhead prove` of the very command that was printed. */
function proved({ before: [first = '', ...rest], env: more }: Runner, command: string): readonly ProvedControl[] {
  const env = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '/root', ...more };
  const words = [...rest, process.execPath, resolve('dist/cli.cjs'), 'prove', '--format', 'json', `run:${command}`];
  // What is proved decides, not the exit code: it is 1 where a measure does not hold.
  const { stdout: text } = spawnSync(first, words, { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'inherit'], timeout: patience });
  return (JSON.parse(text) as { containers: readonly { controls: readonly ProvedControl[] }[] }).containers.flatMap(
    ({ controls }) => controls,
  );
}

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { image, type LiveEngine, startDocker, startPodman, whyNoDocker, whyNoPodman } from '../support/engines.ts';
import { isOnDisk } from '../support/own-machine.ts';
import { bundleRunner, dockerRunner, keptInMemory, podmanRunner, type Runner, rootlessHome, run } from '../support/run.ts';
import { startVault, type VaultServer, vaultSecret } from '../support/vault.ts';

/** `bulkhead run` as its user meets it, on engines and runtimes that run. */
const kinds = ['docker', 'podman', 'runc', 'crun'] as const;
type Kind = (typeof kinds)[number];

const whyNoRuntime = (kind: 'runc' | 'crun'): string | undefined => {
  if (process.getuid?.() !== 0) return 'not root';
  if (!existsSync('/bin/busybox')) return 'no busybox-static';
  return [`/usr/bin/${kind}`, `/usr/sbin/${kind}`].some((path) => existsSync(path)) ? undefined : `no ${kind}`;
};
const why: Record<Kind, string | undefined> = {
  docker: whyNoDocker(),
  podman: whyNoPodman(),
  runc: whyNoRuntime('runc'),
  crun: whyNoRuntime('crun'),
};
const patience = 120_000;
const secret = 'K4ngaroo99x';

describe.each(kinds)('%s', (kind) => {
  describe.skipIf(why[kind] !== undefined)(why[kind] === undefined ? 'runs' : `skipped: ${why[kind]}`, () => {
    let folder = '';
    let engine: LiveEngine | undefined;
    let runner: Runner;
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'bulkhead-run-test-'));
      writeFileSync(join(folder, 'secret'), secret);
      if (kind === 'runc' || kind === 'crun') {
        runner = bundleRunner(kind, folder);
        return;
      }
      engine = await (kind === 'docker' ? startDocker() : startPodman());
      runner = kind === 'docker' ? dockerRunner(engine, image) : podmanRunner(engine, image);
    }, patience);
    afterAll(async () => {
      await engine?.stop();
      if (folder !== '') rmSync(folder, { recursive: true, force: true });
    }, patience);

    const shell = (script: string, options: readonly string[] = [], more: Parameters<typeof run>[2] = {}) =>
      run(runner, ['--rm', ...options, runner.image, '/bin/busybox', 'sh', '-c', script], more);

    it('every measure is on, and the exit code is the program’s', { timeout: patience }, async () => {
      const script = `b=/bin/busybox; $b id -u; $b grep -E '^(CapBnd|NoNewPrivs|Seccomp):' /proc/self/status
        $b touch /x || echo 'root is read-only'; $b touch /tmp/x /run/x && echo 'tmp is writable'
        $b cp $b /tmp/b && /tmp/b true || echo 'tmp is noexec'; $b unshare -U true || echo 'no user namespace'
        $b mount -t tmpfs t /tmp || echo 'no mount'; $b cat /proc/self/cgroup >/dev/null; $b ls /sys/class/net; exit 42`;
      const { exit, out } = await shell(script);
      const rows = out.trim().split(/\s*\n\s*/);
      expect(rows.slice(1)).toEqual([
        ...['CapBnd:\t0000000000000000', 'NoNewPrivs:\t1', 'Seccomp:\t2'],
        ...['root is read-only', 'tmp is writable', 'tmp is noexec', 'no user namespace', 'no mount', 'lo'],
      ]);
      expect(Number(rows[0])).toBeGreaterThan(0);
      expect(exit).toBe(42);
    });

    it('what it reads and writes of the disk is held to a rate', { timeout: patience }, async () => {
      const { out, err } = await shell('cd /sys/fs/cgroup; /bin/busybox cat io.max blkio/blkio.throttle.*_bps_device 2>/dev/null; true');
      // In memory, or on an overlay, there is no disk, and that is said.
      const limited = isOnDisk(tmpdir());
      expect(out.match(/\b67108864\b/g) ?? []).toHaveLength(limited ? 2 : 0);
      expect(/io-limit: .*, not on one disk$/m.test(err)).toBe(!limited);
    });

    it.each([
      ['125', ['--bogus']],
      ['126', []],
      ['127', []],
    ] as const)('exit code %s', { timeout: patience }, async (code, options) => {
      const program = { 125: '/bin/busybox', 126: '/etc', 127: '/nobody' }[code];
      expect((await run(runner, ['--rm', ...options, runner.image, program])).exit).toBe(Number(code));
    });

    it('a signal reaches the program', { timeout: patience }, async () => {
      const script = `trap 'exit 7' TERM; echo ready; while :; do /bin/busybox sleep 0.1; done`;
      expect(await shell(script, [], { signal: 'SIGTERM' })).toMatchObject({ exit: 7 });
    });

    it('secrets are files in memory that only its user reads', { timeout: patience }, async () => {
      const script = `b=/bin/busybox; $b stat -c '%a %u' /run/secrets/db; $b id -u; $b cat /run/secrets/db /run/secrets/more; $b env
        $b grep -c ' /run/secrets/db .*tmpfs' /proc/self/mountinfo`;
      const options = ['--user', 'app', '--secret', `db=file:${folder}/secret`, '--secret', 'more=env:MY_SECRET'];
      const { pid, exit, out, err } = await shell(script, options, { env: { MY_SECRET: 'from-outside' } });
      const rows = out.trim().split('\n');
      expect(rows.slice(0, 2)).toEqual(['400 1000', '1000']);
      expect(rows.slice(2).join('\n')).toMatch(new RegExp(`^${secret}from-outside`));
      expect(rows.filter((row) => row.includes(secret) || row.includes('from-outside'))).toHaveLength(1);
      expect([rows.at(-1), exit]).toEqual(['1', 0]);
      expect(err).not.toContain(secret);
      expect(keptInMemory(pid)).toEqual([]);
    });

    it('what a killed run leaves in memory goes with the next', { timeout: patience }, async () => {
      let kept: readonly string[] = [];
      const killed = await shell('echo ready; /bin/busybox sleep 4', ['--secret', 'db=env:MY_SECRET'], {
        env: { MY_SECRET: secret },
        signal: 'SIGKILL',
        before: (pid) => {
          kept = keptInMemory(pid);
        },
      });
      expect(killed.exit).not.toBe(0);
      expect(kept).toHaveLength(1);
      expect((await shell('true')).exit).toBe(0);
      expect(keptInMemory(killed.pid)).toEqual([]);
    });

    it('what a secret comes from is not handed on, and no secret is an argument of the engine’s', { timeout: patience }, async () => {
      const before = new Set(processes());
      const options = ['--secret', 'db=env:MY_SECRET', '--env', 'DB_PASSWORD=hunter2-Live', '--name', 'watched'];
      const running = shell('/bin/busybox sleep 4', options, { env: { MY_SECRET: secret } });
      const seen: { name: string; args: string; env: string }[] = [];
      for (let ended = false; !ended; ) {
        ended = await Promise.race([running.then(() => true), new Promise<boolean>((next) => setTimeout(() => next(false), 100))]);
        for (const pid of processes())
          if (!before.has(pid)) seen.push({ name: read(pid, 'comm').trim(), args: read(pid, 'cmdline'), env: read(pid, 'environ') });
      }
      const others = seen.filter(({ args }) => !args.includes('dist/cli.cjs') && args.includes('watched'));
      expect(others.length).toBeGreaterThan(0);
      expect(others.filter(({ args, env }) => (args + env).includes(secret)).map(({ name }) => name)).toEqual([]);
      expect(others.filter(({ args }) => args.includes('hunter2-Live')).map(({ name }) => name)).toEqual([]);
    });

    it('what begins with a dash is no image', { timeout: patience }, async () => {
      const { exit, err } = await run(runner, ['--', '--privileged', runner.image, 'true']);
      expect({ exit, err }).toEqual({
        exit: 125,
        err: expect.stringMatching(/^bulkhead: .*--privileged is no (?:name of an image|OCI bundle)/),
      });
    });

    it('what is printed in place of a start holds no secret', { timeout: patience }, async () => {
      const options = ['--dry-run', '--env', `DB_PASSWORD=${secret}`, '--env', 'GREETING=hello', '--secret', `db=file:${folder}/secret`];
      const { exit, out, err } = await shell('true', options);
      expect(exit).toBe(0);
      expect(out).toMatch(
        kind === 'docker' || kind === 'podman' ? /^\S+ run .*--env=DB_PASSWORD --env=GREETING=hello / : /"GREETING=hello"/,
      );
      expect(JSON.parse(out.slice(out.indexOf('\n')))).toMatchObject({ process: { noNewPrivileges: true } });
      expect(out + err).not.toContain(secret);
    });

    it('what cannot be had starts nothing', { timeout: patience }, async () => {
      const { exit, err } = await shell('echo started', ['--secret', 'db=env:NOBODY_SET_THIS']);
      expect({ exit, err: err.split('\n').at(-2) }).toEqual({
        exit: 125,
        err: 'bulkhead: --secret db: the variable NOBODY_SET_THIS is not set',
      });
    });

    if (kind === 'docker' || kind === 'podman') {
      it('namespaces of the host', { timeout: patience }, async () => {
        for (const space of ['network', 'pid', 'ipc']) {
          const { exit, err } = await shell('exit 5', [`--${space}=host`]);
          expect({ space, exit, err }).toEqual({ space, exit: 5, err: expect.stringContaining(`--${space} host: host-${space} is off`) });
        }
      });

      it('a weakening is said once', { timeout: patience }, async () => {
        const { err } = await shell('true', ['--cap-add', 'NET_RAW']);
        expect(err.split('\n').filter((line) => line.includes('NET_RAW'))).toEqual([
          expect.stringMatching(/^bulkhead: --cap-add NET_RAW: net-raw is off: /),
        ]);
      });

      it('nothing is left behind', () => expect(engine?.client('ps', '--all', '--quiet')).toBe(''));
    }

    if (kind === 'runc')
      describe('a secret of Vault', () => {
        let vault: VaultServer;
        beforeAll(async () => {
          vault = await startVault(1);
        });
        afterAll(() => vault?.close());

        const read = (env: Record<string, string>, script = '/bin/busybox cat /run/secrets/db', key = 'password') =>
          shell(script, ['--secret', `db=vault:secret/app/db#${key}`], { env: { VAULT_ADDR: vault.url, ...env } });

        it.each([
          ['a token', { VAULT_TOKEN: 'given' }],
          ['AppRole', { VAULT_ROLE_ID: 'role', VAULT_SECRET_ID: 'secret-id' }],
          ['Kubernetes', { VAULT_K8S_ROLE: 'web', VAULT_K8S_TOKEN_FILE: 'jwt' }],
        ])('by %s', { timeout: patience }, async (_how, env) => {
          writeFileSync(join(folder, 'jwt'), 'h.p.s\n');
          const file = 'VAULT_K8S_TOKEN_FILE' in env ? { VAULT_K8S_TOKEN_FILE: join(folder, 'jwt') } : {};
          expect(await read({ ...env, ...file } as Record<string, string>)).toMatchObject({ exit: 0, out: vaultSecret });
        });

        it('the token is renewed while the container runs, and ended with it', { timeout: patience }, async () => {
          vault.asked.length = 0;
          const { exit } = await read({ VAULT_ROLE_ID: 'role', VAULT_SECRET_ID: 'secret-id' }, '/bin/busybox sleep 3');
          expect([exit, vault.asked.at(-1)]).toEqual([0, 'POST /v1/auth/token/revoke-self']);
          expect(vault.asked).toContain('POST /v1/auth/token/renew-self');
        });

        it.each([
          [{ VAULT_TOKEN: 'wrong' }, 'password', /looking up the token: the server answers 403/],
          [{ VAULT_ROLE_ID: 'role', VAULT_SECRET_ID: 'wrong-one' }, 'password', /login by AppRole: the server answers 400/],
          [{ VAULT_TOKEN: 'given' }, 'other', /it has no key other/],
        ])('%j %s starts nothing', { timeout: patience }, async (env, key, message) => {
          const { exit, out, err } = await read(env as Record<string, string>, 'echo started', key);
          expect({ exit, out, err }).toEqual({ exit: 125, out: '', err: expect.stringMatching(message) });
          expect(err).not.toMatch(/wrong-one|K4ngaroo/);
        });
      });
  });
});

describe.skipIf(why.podman !== undefined)(why.podman === undefined ? 'podman without root' : `skipped: ${why.podman}`, () => {
  it('has every measure but the limits that its kernel keeps from it', { timeout: patience }, async () => {
    const rootless = rootlessHome();
    try {
      const { exit, out, err } = await run(rootless.runner, [
        ...['--rm', '--secret', `db=file:${rootless.secret}`, rootless.runner.image, '/bin/busybox', 'sh', '-c'],
        `b=/bin/busybox; $b grep -E '^(CapBnd|NoNewPrivs|Seccomp):' /proc/self/status; $b touch /x || echo 'root is read-only'
         $b stat -c %a /run/secrets/db; $b unshare -U true || echo 'no user namespace'; $b ls /sys/class/net; exit 9`,
      ]);
      const expected = [
        'CapBnd:\t0000000000000000',
        'NoNewPrivs:\t1',
        'Seccomp:\t2',
        'root is read-only',
        '400',
        'no user namespace',
        'lo',
      ];
      expect({ exit, rows: out.trim().split('\n') }).toEqual({ exit: 9, rows: expected });
      expect(err).toMatch(/cannot be on here: (?:.*; )?io-limit: .*, because Podman without root has no say over disks$/m);
    } finally {
      rootless.remove();
    }
  });
});

const processes = (): readonly string[] => readdirSync('/proc').filter((name) => /^\d+$/.test(name));

/** What is no longer there says nothing. */
function read(pid: string, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'latin1').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { processDoor } from '../../src/host/process-door.ts';
import { knownValue } from '../../src/model/index.ts';
import { observe } from '../../src/observe/index.ts';
import { bulkhead } from '../support/cli.ts';

/** A bundle that translate writes is started by real runtimes, and the kernel holds of the process what the run command asked for. */
const busybox = '/bin/busybox';

const whyNot = (runtime: string): string | undefined => {
  if (process.getuid?.() !== 0) return 'not root';
  if (![`/usr/bin/${runtime}`, `/usr/sbin/${runtime}`].some((path) => existsSync(path))) return `no ${runtime}`;
  return existsSync(busybox) ? undefined : 'no busybox-static';
};

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-bundles-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fourteen =
  'CHOWN DAC_OVERRIDE FOWNER FSETID KILL SETGID SETUID SETPCAP NET_BIND_SERVICE NET_RAW SYS_CHROOT MKNOD AUDIT_WRITE SETFCAP';

interface Expected {
  readonly uid: number;
  readonly capabilities: string;
  readonly noNewPrivileges: boolean;
  readonly readonly: boolean;
  /** Namespaces that are the host's. */
  readonly ofHost: readonly string[];
  readonly mounted: readonly string[];
}

const cases: Readonly<Record<string, readonly [options: string, expected: Expected]>> = {
  'as Docker starts it': [
    '--user 0:0 --network none',
    { uid: 0, capabilities: fourteen, noNewPrivileges: false, readonly: false, ofHost: [], mounted: [] },
  ],
  hardened: [
    '--user 10001:10001 --cap-drop ALL --security-opt no-new-privileges --read-only --memory 256m --pids-limit 100 --network none',
    { uid: 10001, capabilities: '', noNewPrivileges: true, readonly: true, ofHost: [], mounted: [] },
  ],
  'opened to the host': [
    '--user 0:0 --pid host --ipc host --cap-add SYS_ADMIN --security-opt seccomp=unconfined --volume /etc:/host-etc:ro --tmpfs /scratch:size=16m',
    {
      ...{ uid: 0, capabilities: `${fourteen} SYS_ADMIN`, noNewPrivileges: false, readonly: false },
      ...{ ofHost: ['ipc', 'pid'], mounted: ['/host-etc', '/scratch'] },
    },
  ],
};

/** Where both versions of control groups are in use crun needs the second one out of its sight. */
const isHybrid = readFileSync('/proc/self/mounts', 'utf8').includes(' /sys/fs/cgroup/unified ');

function programOf(runtime: string): string {
  if (runtime !== 'crun' || !isHybrid) return runtime;
  const path = join(folder, 'crun');
  writeFileSync(path, `#!/bin/sh\nexec unshare --mount sh -c 'umount /sys/fs/cgroup/unified; exec /usr/bin/crun "$@"' crun "$@"\n`);
  chmodSync(path, 0o755);
  return path;
}

function bundleOf(options: string, bundle: string): void {
  for (const name of ['bin', 'etc', 'host-etc', 'scratch']) mkdirSync(`${bundle}/rootfs/${name}`, { recursive: true });
  cpSync(busybox, `${bundle}/rootfs/bin/busybox`);
  const file = `${bundle}/config.json`;
  const words = ['docker', 'run', ...options.split(' '), 'web:1', '/bin/busybox', 'sleep', '600'];
  const { exit, err } = bulkhead(['translate', '--to', 'oci', '--engine', 'docker@29', '--output', file, '--', ...words]);
  expect([exit, err]).toEqual([0, expect.stringContaining('unpack it into rootfs')]);
  const config = JSON.parse(readFileSync(file, 'utf8'));
  // A guest without CAP_SYS_RESOURCE may not raise them.
  config.process.rlimits = [];
  writeFileSync(file, JSON.stringify(config));
}

describe.each(['runc', 'crun'])('%s', (runtime) => {
  const why = whyNot(runtime);
  it.skipIf(why !== undefined).each(Object.entries(cases))(
    why === undefined ? 'starts a translated bundle: %s' : `skipped (${why}): %s`,
    async (name, [options, expected]) => {
      const bundle = mkdtempSync(join(folder, 'bundle-'));
      bundleOf(options, bundle);
      const id = `bulkhead-${process.pid}-${runtime}-${name.replaceAll(' ', '-')}`;
      const run = (...args: string[]): string =>
        execFileSync(programOf(runtime), ['--root', `${bundle}/state`, ...args], {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'pipe'],
          timeout: 60_000,
        });
      // What a container keeps open of our streams would keep us waiting for it.
      execFileSync('sh', ['-c', 'exec "$@" </dev/null >"$0" 2>&1', `${bundle}/log`, programOf(runtime), ...start(bundle, id)]);
      try {
        const { pid } = JSON.parse(run('state', id)) as { pid: number };
        const seen = await observe(processDoor, pid, name);
        const { process: own, linux, root, mounts } = seen;
        const held = own.capabilities?.bounding?.flatMap((entry) => knownValue(entry) ?? []) ?? [];
        const kinds = ['pid', 'ipc', 'uts', 'network'] as const;
        const found: Expected = {
          uid: knownValue(own.user)?.uid ?? -1,
          capabilities: held
            .map((one) => one.replace('CAP_', ''))
            .sort()
            .join(' '),
          noNewPrivileges: knownValue(own.noNewPrivileges) ?? false,
          readonly: knownValue(root.readonly) ?? false,
          ofHost: kinds.filter((kind) => knownValue(linux.namespaces[kind])?.mode === 'host').sort(),
          mounted: expected.mounted.filter((path) => mounts.some(({ destination }) => knownValue(destination) === path)),
        };
        expect(found).toEqual({ ...expected, capabilities: expected.capabilities.split(' ').sort().join(' ') });
      } finally {
        run('delete', '--force', id);
      }
    },
    180_000,
  );
});

const start = (bundle: string, id: string): readonly string[] => ['--root', `${bundle}/state`, 'run', '--detach', '--bundle', bundle, id];

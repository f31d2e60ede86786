import { describe, expect, it } from 'vitest';
import type { Expected } from '../live/truth/words.ts';
import { inVm } from '../support/vm.ts';
import { driftsOf, evidenceOf, findingsOf, verdictOf } from '../support/vm-report.ts';
import { expectedInLab, wordsOf } from './truth.ts';

/** A kernel with control groups of version 2 alone and no security module, and an engine that may give every capability. */
const limits = '--network none --memory 64m --memory-swap 64m --pids-limit 50 --cpus 0.5';
const idle = 'localhost/web:1 /bin/sleep 3000';
const read = (name: string) =>
  `cd /sys/fs/cgroup$(sed -n 's/^0:://p' /proc/$(pid_of ${name})/cgroup) && pwd && cat memory.max memory.swap.max pids.max cpu.max`;
const lab = 'as=as-lab\n';
const prove = (flags: string): string =>
  `bulkhead prove --format json -- podman run --network none --pids-limit 64 ${flags} localhost/web:1`;
const alone = (runtime: string): string =>
  `bulkhead run --engine ${runtime} --memory 64m --pids-limit 50 --cpus 0.5 archive:/tmp/saved.tar \\
    /bin/busybox sh -c 'b=/bin/busybox; $b cat /proc/self/uid_map; cd /sys/fs/cgroup; $b cat memory.max memory.swap.max pids.max cpu.max; exit 7'; code=$?; ls -d /sys/fs/cgroup/lab/*/; exit $code`;
const mapped = '--uidmap 0:100000:65536 --gidmap 0:100000:65536';

describe('a kernel with control groups of version 2 alone', () => {
  const step = inVm('none', {
    limited: `podman run --detach --name limited ${limits} ${idle}; ${read('limited')}`,
    drift: 'bulkhead drift container:limited --format json',
    later: `echo max >/sys/fs/cgroup$(sed -n 's/^0:://p' /proc/$(pid_of limited)/cgroup)/pids.max; bulkhead drift container:limited --format json`,
    privileged: `podman run --detach --name privileged --network none --privileged ${idle} >/dev/null; bulkhead check pid:$(pid_of privileged) --all --format json`,
    mapped: `podman run --detach --name mapped --network none --uidmap 0:100000:65536 --gidmap 0:100000:65536 ${idle} >/dev/null
    bulkhead check pid:$(pid_of mapped) --profile strict --all --format json`,
    root: 'grep Uid /proc/$(pid_of mapped)/status',
    prove: `bulkhead prove --format json -- podman run ${limits} --uidmap 0:100000:65536 --gidmap 0:100000:65536 localhost/web:1`,
    ofPrivileged: prove('--privileged'),
    ofMapped: prove(mapped),
    import: `${lab}mkdir -p /run/user/4242/podman; podman import $image localhost/web:1
    podman system service --time 0 unix:///run/user/4242/podman/podman.sock >/dev/null 2>&1 &`,
    ignored: `${lab}podman run --detach --name ignored ${limits} ${idle}; ${read('ignored')}`,
    ignoredDrift: `${lab}bulkhead drift container:ignored --format json`,
    ignoredCheck: `${lab}bulkhead check container:ignored --all --format json`,
    withoutRoot: `${lab}${prove('')}`,
    noNewPrivileges: `${lab}${prove('--security-opt no-new-privileges')}`,
    heeded: `${lab}podman run --detach --name heeded --cgroup-parent /lab ${limits} ${idle}; ${read('heeded')}`,
    heededDrift: `${lab}bulkhead drift container:heeded --format json`,
    inMemory: 'bulkhead run --engine podman --dry-run=command localhost/web:1',
    // Its store on the one disk of the VM.
    onDisk: `mkdir /run/disk && mkfs.ext4 -q /dev/ubda && mount /dev/ubda /run/disk
    printf '#!/bin/sh\\nexec /usr/bin/podman --root /run/disk/store --runroot /run/disk/run "$@"\\n' >/run/disk/podman
    chmod +x /run/disk/podman && /run/disk/podman import $image localhost/web:1`,
    rated: 'bulkhead run --engine /run/disk/podman --rm localhost/web:1 /bin/cat /sys/fs/cgroup/io.max',
    ratedProof: 'bulkhead prove --format json "run:$(bulkhead run --engine /run/disk/podman --dry-run=command localhost/web:1)"',
    saved: `mkdir -p /tmp/small/bin && cp /bin/busybox /tmp/small/bin && tar -C /tmp/small -cf /tmp/small.tar . && podman import /tmp/small.tar localhost/small:1
    podman save --quiet --output /tmp/saved.tar localhost/small:1 && chmod 644 /tmp/saved.tar`,
    runc: `${lab}${alone('runc')}`,
    crun: `${lab}${alone('crun')}`,
  });

  const asked = '67108864\n0\n50\n50000 100000\n';

  describe('control groups of version 2', () => {
    it('hold what was asked for, with root and without', () => {
      expect(step('limited').out).toMatch(new RegExp(`\n/sys/fs/cgroup/libpod_parent/.*\n${asked}$`));
      expect(driftsOf(step('drift'))).toEqual([]);
      expect(step('heeded').out).toMatch(new RegExp(`\n/sys/fs/cgroup/lab/libpod-.*\n${asked}$`));
      expect(driftsOf(step('heededDrift'))).toEqual([]);
    });

    it('Podman without root and without --cgroup-parent drops limits without a word: drift', () => {
      expect(step('ignored').out).toMatch(/\n\/sys\/fs\/cgroup\/lab\/session\nmax\nmax\nmax\nmax 100000\n$/);
      expect(step('ignoredDrift')).toMatchObject({ exit: 1 });
      expect(driftsOf(step('ignoredDrift'))).toEqual(
        expect.arrayContaining([
          'weaker linux.resources.memory.limit 64 MiB unlimited',
          'weaker linux.resources.pids.limit 50 unlimited',
          expect.stringMatching(/^weaker linux\.resources\.cpu\.quota /),
        ]),
      );
      expect(findingsOf(step('ignoredCheck'), 'drift')).toContainEqual(
        expect.stringMatching(/^broken: linux\.resources\.memory\.limit: .*64 MiB.*observed unlimited .*: the engine did not apply it$/),
      );
    });

    it.each(['runc', 'crun'] as const)('hold for who is not root and starts an image by %s alone', (runtime) => {
      const { exit, out, err } = step(runtime);
      const rows = ['0 4242 1', '1 400000 65535', ...asked.trim().split('\n'), '/sys/fs/cgroup/lab/session/'];
      const seen = out.split('\n').filter((row) => row !== '');
      expect({ exit, rows: seen.map((row) => row.trim().replaceAll(/\s+/g, ' ')).filter((row) => !row.includes('/libpod')) }).toEqual({
        exit: 7,
        rows,
      });
      expect(err).not.toMatch(/memory-limit|pids-limit|cpu-limit|user-namespace|non-root-user/);
    });

    it('a limit that somebody takes away later is drift', () => {
      expect(driftsOf(step('later'))).toEqual(['weaker linux.resources.pids.limit 50 unlimited']);
    });

    it('are tried by a proof', () => {
      const proved = step('prove');
      for (const control of ['memory-limit', 'pids-limit']) expect(verdictOf(proved, control), control).toBe('holds');
      expect(evidenceOf(proved, 'pids-limit')).toEqual([expect.stringMatching(/clone answers EAGAIN \(limit\)$/)]);
      expect(evidenceOf(proved, 'memory-limit')).toEqual([expect.stringMatching(/was killed \(limit\)$/)]);
      expect(verdictOf(proved, 'cpu-limit')).not.toBe('fails');
    });
  });

  describe('bulkhead run on an engine whose store', () => {
    it('lies in memory sets no rate of a disk, and says so', () => {
      expect(step('inMemory')).toMatchObject({ exit: 0, out: expect.not.stringContaining('--device-') });
      expect(step('inMemory').err).toMatch(/io-limit: .*, because \/var\/lib\/containers\/storage lies on tmpfs, not on one disk$/m);
    });

    it('lies on a disk sets one, to which the kernel holds the container', () => {
      expect(step('rated').out).toBe('98:0 rbps=67108864 wbps=67108864 riops=max wiops=max\n');
      expect(verdictOf(step('ratedProof'), 'io-limit')).toBe('holds');
      expect(evidenceOf(step('ratedProof'), 'io-limit')).toEqual([expect.stringMatching(/io.max of its control group is 98:0 rbps=/)]);
    });
  });

  describe('a user namespace', () => {
    it('is seen: root inside is nobody outside', () => {
      expect(step('root').out).toMatch(/^Uid:\s+100000\b/);
      expect(findingsOf(step('mapped'), 'user-namespace')).toEqual([expect.stringMatching(/^held: /)]);
    });

    it('is what refuses root of the container the files of the host', () => {
      expect(evidenceOf(step('prove'), 'masked-paths')).toContain('change /proc/sys/kernel/core_pattern: openat answers EACCES (identity)');
      expect(evidenceOf(step('prove'), 'net-raw').join()).not.toMatch(/lsm|AppArmor|SELinux/);
    });
  });

  describe('--privileged', () => {
    it('is seen from outside', () => {
      for (const control of ['privileged', 'seccomp', 'dangerous-capabilities', 'masked-paths'])
        expect(findingsOf(step('privileged'), control), control).toEqual([expect.stringMatching(/^broken: /)]);
    });

    it('is seen from inside', () => {
      const fails = ['privileged', 'seccomp', 'dangerous-capabilities', 'masked-paths', 'host-devices', 'net-raw'];
      expect(fails.map((control) => `${control} ${verdictOf(step('ofPrivileged'), control)}`)).toEqual(
        fails.map((control) => `${control} fails`),
      );
      expect(evidenceOf(step('ofPrivileged'), 'privileged')[0]).toMatch(
        /it may have 41 capabilities, no filter is loaded, and \/proc\/sys is mounted writable/,
      );
    });
  });

  describe('a proof tells every measure as the table of the live tests does', () => {
    const withoutRoot = { 'user-namespace': 'holds', 'pids-limit': 'fails' } as const;

    it.each<[step: Parameters<typeof step>[0], flags: string, more: Expected]>([
      ['ofPrivileged', '--privileged', { 'net-raw': 'fails' }],
      ['ofMapped', mapped, {}],
      ['withoutRoot', '', withoutRoot],
      ['noNewPrivileges', '--security-opt no-new-privileges', withoutRoot],
    ])('%s', (name, flags, more) => {
      expect(wordsOf(step(name))).toEqual(expectedInLab('podman', flags, more));
    });

    it('and who is not root gives a file capabilities that count in his own user namespaces', () => {
      const tried = 'gain capabilities by a program whose file gives them: ';
      expect(evidenceOf(step('withoutRoot'), 'no-new-privileges')).toContain(
        `${tried}an ordinary user that held none holds some (undefined)`,
      );
      expect(evidenceOf(step('noNewPrivileges'), 'no-new-privileges')).toContain(
        `${tried}a program whose file gives capabilities runs without any (kernel)`,
      );
    });
  });
});

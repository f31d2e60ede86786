import { describe, expect, it } from 'vitest';
import { inVm } from '../support/vm.ts';
import { driftsOf, evidenceOf, findingsOf, verdictOf } from '../support/vm-report.ts';

/** A kernel that enforces SELinux, with the policy of scripts/vm/selinux-policy: types and categories keep containers apart, and bulkhead sees it. */
const run = 'podman run --detach --network none';
const idle = 'localhost/web:1 /bin/sleep 3000';

describe('a kernel that enforces SELinux', () => {
  const step = inVm('selinux', {
    enforced: 'cat /sys/fs/selinux/enforce',
    one: `mkdir /tmp/one /tmp/host; echo secret >/tmp/one/file; ${run} --name one --volume /tmp/one:/mine:Z ${idle}`,
    two: `${run} --name two --volume /tmp/one:/theirs --volume /tmp/host:/host ${idle}`,
    labels: 'for name in one two; do cat /proc/$(pid_of $name)/attr/current | tr -d "\\0"; echo; done',
    own: 'podman exec one /bin/cat /mine/file',
    across: 'podman exec two /bin/cat /theirs/file',
    host: 'podman exec two /bin/touch /host/new',
    told: 'dmesg | grep avc:',
    check: 'bulkhead check container:two --all --format json',
    pid: 'bulkhead check pid:$(pid_of two) --all --format json',
    drift: 'bulkhead drift container:two --format json',
    off: `${run} --name off --security-opt label=disable ${idle} >/dev/null; bulkhead check pid:$(pid_of off) --all --format json`,
    typed: `${run} --name typed --security-opt label=level:s0:c1,c2 ${idle} >/dev/null; bulkhead drift container:typed --format json`,
    prove:
      'bulkhead prove --format json -- podman run --network none --pids-limit 64 --privileged --security-opt label=type:container_t localhost/web:1',
    run: `export LAB_SECRET=hidden; start() { bulkhead run --engine podman --rm "$@"; }; start localhost/web:1 /bin/cat /proc/self/attr/current; echo
    start --secret db=env:LAB_SECRET localhost/web:1 /bin/cat /run/secrets/db`,
    disabled: 'bulkhead prove --format json -- podman run --network none --pids-limit 64 --security-opt label=disable localhost/web:1',
  });

  describe('SELinux', () => {
    it('gives each container categories of its own', () => {
      expect(step('enforced').out).toBe('1');
      const labels = step('labels').out.trim().split('\n');
      for (const label of labels) expect(label).toMatch(/^system_u:system_r:container_t:s0:c\d+,c\d+\s*$/);
      expect(new Set(labels).size).toBe(2);
    });

    it('keeps one from the files of the other, and from those of the host', () => {
      expect(step('own')).toMatchObject({ exit: 0, out: 'secret\n' });
      for (const name of ['across', 'host'])
        expect(step(name)).toMatchObject({ exit: 1, err: expect.stringMatching(/permission denied/i) });
      const told = step('told').out.split('\n');
      expect(told.some((line) => /denied {2}\{ search \}.*scontext=\S+container_t\S+ tcontext=\S+container_file_t:s0:c/.test(line))).toBe(
        true,
      );
      expect(told.some((line) => /denied {2}\{ write \}.*scontext=\S+container_t\S+ tcontext=\S+host_t/.test(line))).toBe(true);
    });

    it('is seen on the running container, and there is no drift', () => {
      expect(findingsOf(step('check'), 'selinux')).toEqual(['held: bears a container label']);
      expect(findingsOf(step('pid'), 'selinux')).toEqual(['held: bears a container label']);
      expect(findingsOf(step('pid'), 'apparmor')).toEqual(['inapplicable: it bears an SELinux label instead']);
      for (const name of ['drift', 'typed']) expect(driftsOf(step(name))).toEqual([]);
    });

    it('confines what bulkhead run starts, which may read its secret', () => {
      const { out, err } = step('run');
      expect(out.split(/[\s\0]+/)).toEqual([expect.stringMatching(/^system_u:system_r:container_t:s0:c\d+,c\d+$/), 'hidden']);
      expect(err).not.toMatch(/selinux/);
    });

    it('that is turned off for a container is seen as off', () => {
      expect(findingsOf(step('off'), 'selinux')).toEqual([expect.stringMatching(/^broken: .*kernel_t/)]);
    });

    it('is named as what refused, in a proof', () => {
      const proved = step('prove');
      expect(evidenceOf(proved, 'selinux')).toEqual([
        expect.stringMatching(/: it runs as container_t with s0:c\d+,c\d+ \(SELinux type container_t\)$/),
      ]);
      // Nothing else stands in the way of a privileged container.
      expect(evidenceOf(proved, 'masked-paths')).toContain(
        'change /proc/sys/kernel/core_pattern: openat answers EACCES (SELinux type container_t)',
      );
      expect(verdictOf(step('disabled'), 'selinux')).toBe('fails');
    });
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readProfiles } from '../../src/profiles/apparmor/index.ts';
import { inVm } from '../support/vm.ts';
import { driftsOf, evidenceOf, findingsOf, verdictOf } from '../support/vm-report.ts';
import { expectedInLab, wordsOf } from './truth.ts';

/** A kernel that runs AppArmor: profiles are loaded and deny, and bulkhead sees both. */
const confined = '--security-opt apparmor=bulkhead-nginx';
const docker = '/usr/bin/docker -H unix:///run/lab-docker.sock';

describe('a kernel that runs AppArmor', () => {
  const step = inVm('apparmor', {
    write: 'touch /etc/bulkhead-vm-lab /root/bulkhead-vm-lab "$PWD/bulkhead-vm-lab"; ls /etc/bulkhead-vm-lab',
    load: `apparmor_parser --replace --skip-cache test/vm/profiles && cat /sys/kernel/security/apparmor/profiles`,
    serve: `podman run --detach --name web --network host ${confined} localhost/web:1 /usr/sbin/nginx
    for try in 1 2 3 4 5 6 7 8 9; do busybox wget -q -O - http://127.0.0.1:8080/ && break; sleep 1; done`,
    ping: 'podman exec web /bin/ping -c 1 127.0.0.1',
    touch: 'podman exec web /bin/touch /www/new',
    // An engine's own start is not asked for: the profile begins with the program that it starts.
    sh: 'podman exec web /bin/env /bin/sh -c true',
    cat: 'podman exec web /bin/cat /www/index.html',
    told: 'dmesg | grep apparmor=.DENIED',
    check: 'bulkhead check container:web --all --format json',
    drift: 'bulkhead drift container:web --format json',
    pid: 'bulkhead check pid:$(pid_of web) --all --format json',
    prove: `bulkhead prove --format json -- podman run --network none --pids-limit 64 ${confined} localhost/web:1`,
    complain: `aa-exec -p bulkhead-complain -- /bin/busybox sleep 600 &
    sleep 1; bulkhead check pid:$! --all --format json; kill $!`,
    dockerd: `dockerd --iptables=false --ip6tables=false --bridge=none -H unix:///run/lab-docker.sock >/tmp/dockerd 2>&1 &
    for try in $(seq 100); do ${docker} import $image web:1 2>/dev/null && exit; sleep 1; done; cat /tmp/dockerd; exit 1`,
    default: `bulkhead prove --format json -- ${docker} run --pids-limit 64 --security-opt seccomp=unconfined --cap-add SYS_ADMIN web:1`,
    privileged: `bulkhead prove --format json -- ${docker} run --pids-limit 64 --privileged web:1`,
    run: `bulkhead run --engine podman --rm localhost/web:1 /bin/cat /proc/self/attr/current
    DOCKER_HOST=unix:///run/lab-docker.sock bulkhead run --engine /usr/bin/docker --rm web:1 /bin/cat /proc/self/attr/current`,
  });

  it('what is written inside stays inside', () => {
    expect(step('write').out).toBe('/etc/bulkhead-vm-lab\n');
    for (const folder of ['/etc', '/root', '.']) expect(existsSync(`${folder}/bulkhead-vm-lab`), folder).toBe(false);
  });

  describe('AppArmor', () => {
    it("takes the profiles, and so does bulkhead's reader", () => {
      const names = ['bulkhead-nginx', 'bulkhead-complain'];
      expect(step('load')).toMatchObject({ exit: 0, out: expect.stringContaining('bulkhead-nginx (enforce)') });
      const text = readFileSync('test/vm/profiles', 'utf8');
      const { file, problems } = readProfiles({ path: 'profiles', text });
      expect({ names: file.profiles.map(({ name }) => name), problems }).toEqual({ names, problems: [] });
    });

    it('lets nginx serve', () => {
      expect(step('serve')).toMatchObject({ exit: 0, out: expect.stringContaining('it serves') });
      expect(step('cat')).toMatchObject({ exit: 0, out: 'it serves\n' });
    });

    it.each([
      ['ping', /permission denied/i],
      ['touch', /permission denied/i],
      ['sh', /permission denied/i],
    ] as const)('refuses %s', (name, message) => {
      expect(step(name).exit).not.toBe(0);
      expect(step(name).err + step(name).out).toMatch(message);
    });

    it('tells what it denied', () => {
      const lines = step('told').out;
      for (const [name, what] of [
        ['ping', 'sock_type="raw"'],
        ['touch', 'name="/www/new"'],
        ['', 'name="/bin/sh"'],
      ])
        expect(lines.split('\n').some((line) => line.includes(`comm="${name}`) && line.includes(`${what}`))).toBe(true);
    });

    it('is seen on the running container, and there is no drift', () => {
      expect(findingsOf(step('check'), 'apparmor')).toEqual(['held: runs under the profile bulkhead-nginx']);
      expect(findingsOf(step('pid'), 'apparmor')).toEqual(['held: runs under the profile bulkhead-nginx']);
      expect(driftsOf(step('drift')).filter((one) => one.startsWith('weaker'))).toEqual([]);
    });

    it('is named as what refused, in a proof', () => {
      const proved = step('prove');
      expect(verdictOf(proved, 'apparmor')).toBe('holds');
      expect(evidenceOf(proved, 'apparmor')).toEqual([
        'run without an AppArmor profile: it runs under the profile bulkhead-nginx in mode enforce (AppArmor profile bulkhead-nginx)',
      ]);
      expect(evidenceOf(proved, 'net-raw')).toEqual([
        'open a packet socket: socket answers EACCES (AppArmor profile bulkhead-nginx)',
        'open a raw socket: socket answers EACCES (AppArmor profile bulkhead-nginx)',
      ]);
      expect(evidenceOf(proved, 'dangerous-capabilities')).toContainEqual(
        expect.stringMatching(/^mount a file system: .*\((?:seccomp|capability|AppArmor profile bulkhead-nginx)\)$/),
      );
    });

    it('that only complains is no measure', () => {
      expect(findingsOf(step('complain'), 'apparmor')).toEqual([expect.stringMatching(/^broken: .*bulkhead-complain/)]);
    });
  });

  describe("Docker's own profile", () => {
    it('is what refuses a mount, where neither filter nor capabilities do', () => {
      expect(step('dockerd').exit).toBe(0);
      expect(evidenceOf(step('default'), 'apparmor')).toEqual([
        'run without an AppArmor profile: it runs under the profile docker-default in mode enforce (AppArmor profile docker-default)',
      ]);
      expect(evidenceOf(step('default'), 'dangerous-capabilities')).toContain(
        'mount a file system: mount answers EACCES (AppArmor profile docker-default)',
      );
    });

    it('confines what bulkhead run starts', () => {
      const { out, err } = step('run');
      expect(out.trim().split('\n')).toEqual([expect.stringMatching(/^containers-default-\S+ \(enforce\)$/), 'docker-default (enforce)']);
      expect(err).not.toMatch(/apparmor/);
    });

    it('is gone in a privileged container, and everything else as the table of the live tests has it', () => {
      const asked = { apparmor: 'fails', 'pids-limit': 'holds' } as const;
      expect(wordsOf(step('privileged'))).toEqual(expectedInLab('docker', '--privileged', asked));
    });
  });
});

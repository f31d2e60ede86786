import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/index.ts';
import { bulkhead } from '../support/cli.ts';

/** What `check host` says of the machine that the tests run on, held against what the test reads itself. */
describe('bulkhead check host', () => {
  let report: Report;
  let took = 0;
  beforeAll(() => {
    const started = performance.now();
    const { out } = bulkhead(['check', 'host', '--profile', 'strict', '--all', '--views', '--format', 'json']);
    took = performance.now() - started;
    report = JSON.parse(out) as Report;
  }, 30_000);

  const details = (control: string): string[] => report.findings.filter((one) => one.control === control).map(({ detail }) => detail);
  const read = (path: string): string => readFileSync(path, 'utf8').trim();

  it('takes less than two seconds', () => expect(took).toBeLessThan(2000));

  it('knows whether it is in a container', () => {
    const own = readlinkSync('/proc/self/ns/pid') === 'pid:[4026531836]';
    const [host] = report.containers;
    expect(host).toMatchObject({ kind: 'host', surface: 'host', engine: 'none' });
    if (own) expect(host?.name).toBe('this host');
  });

  it('says the settings of the kernel as they are', () => {
    const told = details('kernel-hardening').filter((detail) => /^[\w.]+ is /.test(detail));
    expect(told.length).toBeGreaterThan(3);
    for (const detail of told) {
      const [, name = '', value] = /^([\w.]+) is (-?\d+)/.exec(detail) ?? [];
      expect(read(`/proc/sys/${name.replaceAll('.', '/')}`)).toBe(value);
    }
  });

  it('says which security modules are active', () => {
    const apparmor = existsSync('/sys/module/apparmor/parameters/enabled') && read('/sys/module/apparmor/parameters/enabled') === 'Y';
    const said = details('kernel-support').join('\n');
    if (apparmor) expect(said).toContain('AppArmor is active');
    else expect(said).not.toContain('AppArmor is active');
  });

  it('says how cgroups are mounted', () => {
    const mounts = read('/proc/self/mounts').split('\n');
    const first = mounts.some((line) => / cgroup \S*\b(?:cpu|memory|pids)\b/.test(line));
    const second = mounts.some((line) => line.split(' ')[2] === 'cgroup2');
    const said = details('kernel-support').join('\n');
    if (first && second) expect(said).toContain('(hybrid)');
    else if (first) expect(said).toContain('cgroup version 1 alone');
    else if (second) expect(said).toContain('cgroup version 2 alone');
    if (mounts.some((line) => /\bcgroup \S*\bpids\b/.test(line))) expect(said).not.toContain('no cgroup controller pids');
  });

  it('says whether the kernel filters system calls', () => {
    const said = details('kernel-support').join('\n');
    if (existsSync('/proc/sys/kernel/seccomp/actions_avail')) expect(said).toContain('the kernel has seccomp filters');
    else expect(said).toContain('no seccomp filters');
  });

  it('names every daemon of Docker that runs here', () => {
    const daemons = readdirSync('/proc').filter(
      (name) => /^\d+$/.test(name) && existsSync(`/proc/${name}/comm`) && comm(name) === 'dockerd',
    );
    const said = details('engine-rootless').join('\n');
    if (daemons.length === 0) expect(said).not.toContain("Docker's daemon runs as root");
  });
});

const comm = (pid: string): string => {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return '';
  }
};

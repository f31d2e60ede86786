import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { manifest, type Parts } from './support/admission.ts';
import { bulkhead } from './support/cli.ts';

const root = mkdtempSync(join(tmpdir(), 'bulkhead-profiles-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const file = (name: string, text: string): string => {
  writeFileSync(join(root, name), text);
  return join(root, name);
};

const check = (path: string, ...flags: string[]) => {
  const { exit, out, err } = bulkhead(['check', '--format', 'json', ...flags, path]);
  const report = JSON.parse(out === '' ? '{"findings":[]}' : out);
  const failing = report.findings.flatMap(({ references }: { references: { pss?: string[] } }) => references.pss ?? []);
  return { exit, report, err, failing: [...new Set<string>(failing)].sort() };
};

describe('--profile pss', () => {
  it.each<[string, Parts, string, string, number, string[]]>([
    ['a pod that passes', {}, 'pss:restricted', '1.30', 0, []],
    [
      'a severity below high fails as well',
      { own: 'capabilities: {drop: [ALL]}' },
      'pss:restricted',
      '1.30',
      1,
      ['allowPrivilegeEscalation'],
    ],
    ['nothing dropped', { own: 'allowPrivilegeEscalation: false' }, 'pss:restricted', '1.30', 1, ['capabilities_restricted']],
    ['the same before there was the check', { own: 'allowPrivilegeEscalation: false' }, 'pss:restricted', '1.21', 0, []],
    ['a host path', { spec: ['volumes: [{name: a, hostPath: {path: /data}}]'] }, 'pss:baseline', 'v1.30', 1, ['hostPathVolumes']],
    [
      'a host path at restricted',
      { spec: ['volumes: [{name: a, hostPath: {path: /data}}]'] },
      'pss:restricted',
      '1.30.2',
      1,
      ['restrictedVolumes'],
    ],
    [
      'hostProcess',
      { spec: ['os: {name: windows}', 'hostNetwork: true'], pod: 'windowsOptions: {hostProcess: true}', own: '' },
      'pss:baseline',
      'latest',
      1,
      ['hostNamespaces', 'windowsHostProcess'],
    ],
    ['a value that is not known', { own: 'privileged: "${X}"' }, 'pss:baseline', '1.30', 2, ['privileged']],
  ])('%s', (name, parts, profile, version, exit, failing) => {
    const ran = check(file(`${name.replaceAll(' ', '-')}.yaml`, manifest(parts)), '--profile', profile, '--kubernetes-version', version);
    expect(ran.failing).toEqual(failing);
    expect(ran.exit).toBe(exit);
    expect(ran.report.profile).toMatchObject({ name: profile, standard: 'pss' });
  });

  it('takes the version of the engine where no other is given', () => {
    const probe = file('probe.yaml', manifest({ container: ['livenessProbe: {httpGet: {port: 80, host: x}}'] }));
    expect(check(probe, '--profile', 'pss:baseline', '--engine', 'kubernetes@1.33').exit).toBe(0);
    expect(check(probe, '--profile', 'pss:baseline', '--engine', 'kubernetes@1.34').failing).toEqual(['hostProbesAndHostLifecycle']);
    expect(check(probe, '--profile', 'pss:baseline').failing).toEqual(['hostProbesAndHostLifecycle']);
  });

  it('passes over what is no pod, with the reason', () => {
    const compose = file('compose.yaml', 'services:\n  web:\n    image: x\n    privileged: true\n');
    const { exit, report } = check(compose, '--profile', 'pss:restricted');
    expect(exit).toBe(0);
    expect(report.containers).toEqual([]);
    expect(report.passedOver).toEqual([
      { file: compose, reason: 'declares no pod, and Pod Security admission (pss:restricted) judges pods only' },
    ]);
    expect(bulkhead(['check', '--profile', 'pss:restricted', compose]).out).toContain('judges pods only');
  });

  it('names the same checks from threads', () => {
    const folder = mkdtempSync(join(root, 'many-'));
    const text = manifest({ own: ownOnly });
    for (let index = 0; index < 200; index++) writeFileSync(join(folder, `${index}.yaml`), text);
    expect(check(folder, '--profile', 'pss:restricted', '--kubernetes-version', '1.30').failing).toEqual(['runAsUser']);
  });
});

const ownOnly = 'allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}, runAsUser: 0';

describe('the profiles of other standards', () => {
  const compose = file('docker.yaml', 'services:\n  web:\n    image: x\n    privileged: true\n');
  const pod = file('pod.yaml', manifest({ own: 'privileged: true' }));

  it.each([
    ['cis-docker', compose, '5.5'],
    ['cis-kubernetes', pod, '5.2.2'],
    ['nist-800-190', compose, '4.4.3'],
    ['nist-800-190', pod, '4.4.3'],
    ['nsa-cisa', pod, 'Pod security enforcement'],
  ])('%s %s', (profile, path, id) => {
    const { exit, report } = check(path, '--profile', profile);
    expect(exit).toBe(1);
    const found = report.profile.requirements.find((requirement: { id: string }) => requirement.id === id);
    expect(found.broken).toBeGreaterThan(0);
    expect(found.controls).toContain('privileged');
  });

  it.each([
    ['cis-docker', pod],
    ['cis-kubernetes', compose],
    ['nsa-cisa', compose],
  ])('%s has nothing to say of %s', (profile, path) => {
    expect(check(path, '--profile', profile)).toMatchObject({ exit: 0, report: { containers: [], passedOver: [{ file: path }] } });
  });
});

describe('what is not known', () => {
  it.each([
    [['--profile', 'pss:strict'], /recommended, strict, pss:baseline, pss:restricted, cis-docker, cis-kubernetes, nsa-cisa, nist-800-190/],
    [['--profile', 'pss:baseline', '--kubernetes-version', '1.19'], /1\.20 to 1\.\d+, or latest/],
    [['--profile', 'recommended', '--kubernetes-version', 'two'], /--kubernetes-version two is not known/],
  ])('%s', (flags, message) => {
    const ran = bulkhead(['check', ...flags, '--', 'docker', 'run', 'x']);
    expect(ran.exit).toBe(2);
    expect(ran.err).toMatch(message);
  });
});

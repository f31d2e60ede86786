import { describe, expect, it } from 'vitest';
import { controls } from '../../src/controls/index.ts';
import type { Hold, Step, WayPart } from '../../src/model/index.ts';
import { attemptsFor } from '../../src/probes/index.ts';
import { subjectOf } from '../../src/proof/index.ts';
import { deviceTrial, pathTrial, socketTrial, trials, variableTrial } from '../../src/ways/tried.ts';
import { hardened } from '../live/truth/hardened.ts';
import { effectiveOf } from '../support/effective-of.ts';
import { faultCases } from './cases/faults.ts';
import { hostCases } from './cases/host.ts';
import { insideCases } from './cases/inside.ts';
import { kernelCases } from './cases/kernel.ts';
import { sharingCases } from './cases/sharing.ts';
import { type Given, partFrom, pod } from './scene.ts';

const cases = [...insideCases, ...kernelCases, ...hostCases, ...sharingCases, ...faultCases];
const parts = cases.map(({ open }) => partFrom(open));

const find = (part: WayPart, kind: string): Step | undefined => part.steps.find((step) => step.kind === kind);
const kindsOf = (part: WayPart, certainty?: Step['certainty']): string[] =>
  part.steps.filter((step) => certainty === undefined || step.certainty === certainty).map(({ kind }) => kind);

describe('a part', () => {
  it('joins its steps by holds that it lists, each once', () => {
    for (const { holds, steps } of parts) {
      const ids = holds.map(({ id }: Hold) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const { from, to } of steps) expect(ids).toEqual(expect.arrayContaining([from, to]));
    }
  });

  it('names controls that there are', () => {
    const named = new Set(parts.flatMap(({ steps }) => steps.flatMap(({ grounds }) => grounds.flatMap(({ control }) => control ?? []))));
    expect([...named].filter((id) => !controls.some((control) => control.id === id))).toEqual([]);
    expect(named.size).toBeGreaterThan(15);
  });

  it('says of each change the control and the container that it is about', () => {
    const grounds = parts.flatMap(({ steps, container }) => steps.flatMap((step) => step.grounds.map((ground) => ({ ground, container }))));
    const changed = grounds.filter(({ ground }) => ground.change !== undefined);
    expect(changed.length).toBeGreaterThan(50);
    for (const { ground, container } of changed) {
      expect(ground.change?.control).toBe(ground.control);
      expect(ground.change?.container).toBe(container.id);
      expect(ground.change?.remedy?.length).toBeGreaterThan(0);
    }
  });

  it('says why of what is not sure, and of that alone', () => {
    for (const { steps } of parts) for (const { certainty, because } of steps) expect(because === undefined).toBe(certainty === 'open');
  });

  it('leaves out what nobody inside comes to', () => {
    const part = partFrom(
      'docker run --user 1000 --security-opt no-new-privileges --cap-add SYS_ADMIN -v /etc:/e --device /dev/sda alpine',
    );
    expect(kindsOf(part).filter((kind) => ['capability', 'mount', 'host-files-write', 'disk-device'].includes(kind))).toEqual([]);
    expect(part.holds.some(({ kind }) => kind === 'root' || kind === 'capability')).toBe(false);
  });

  it('blames the line that brought a default about', () => {
    const { grounds = [] } = find(partFrom('docker run --privileged alpine'), 'kernel-module') ?? {};
    const own = grounds.find(({ detail }) => detail.includes('seccomp'));
    expect(own).toMatchObject({ control: 'privileged', view: 'default', from: 'privileged: true', place: { line: 1, column: 12 } });
    expect(own?.change).toMatchObject({ control: 'privileged', remedy: ['remove --privileged'] });
  });

  it('does not take for a remedy what would let it too', () => {
    const { grounds = [] } =
      find(partFrom('docker run --cap-add SYS_MODULE --security-opt seccomp=unconfined alpine'), 'kernel-module') ?? {};
    expect(grounds.find(({ detail }) => detail.includes('seccomp'))).toMatchObject({ control: 'seccomp', view: 'written' });
    expect(grounds.find(({ detail }) => detail.includes('seccomp'))?.change).toBeUndefined();
    const given = find(partFrom('docker run --pid host --cap-drop SETUID --cap-add SETUID alpine'), 'host-user-process');
    expect(given?.grounds.find(({ detail }) => detail === 'CAP_SETUID is added')).not.toHaveProperty('change');
  });
});

const restricted = pod(
  'automountServiceAccountToken: false; hostUsers: false; securityContext: {runAsNonRoot: true, runAsUser: 1000, seccompProfile: {type: RuntimeDefault}}',
  'securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}',
);

describe('a container with every measure on', () => {
  it.each<readonly [string, Given]>([
    ['docker', `docker run ${hardened('docker').replaceAll('{folder}', '/srv')} alpine`],
    ['podman', `podman run ${hardened('podman').replaceAll('{folder}', '/srv')} alpine`],
    ['podman without root', { of: `podman run ${hardened('podman').replaceAll('{folder}', '/srv')} alpine`, under: 'podman+rootless' }],
    ['kubernetes', restricted],
  ])('has no way to the host on %s but by a fault, and says which it trusts', (_, given) => {
    const part = partFrom(given);
    const out = part.steps.filter(({ to }) => to === 'host' || to === 'host-user');
    expect(out.filter(({ certainty }) => certainty !== 'fault')).toEqual([]);
    expect(out.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['kernel-fault', 'runtime-fault']));
    expect(find(part, 'kernel-fault')?.because).toContain('CVE-2022-0847 (Linux 5.8 and later, mended in 5.10.102');
    expect(part.holds.some(({ kind }) => kind === 'root')).toBe(false);
  });

  it('trusts a runtime in fewer faults where a user namespace stops them', () => {
    const said = (text: string): string => find(partFrom(text), 'runtime-fault')?.because ?? '';
    expect(said(pod('', ''))).toContain('CVE-2025-31133');
    expect(said(pod('', ''))).toContain('CVE-2024-21626');
    expect(said(pod('', 'securityContext: {runAsUser: 1000, allowPrivilegeEscalation: false}'))).not.toContain('CVE-2025-31133');
    expect(said(pod('', 'securityContext: {runAsUser: 1000, allowPrivilegeEscalation: false}'))).toContain('CVE-2024-21626');
    for (const each of [restricted, 'podman run alpine']) expect(said(each)).toBe('the runtime and its updates are trusted');
  });

  it('is worth the user of an engine without root', () => {
    for (const flags of ['', '--userns keep-id', '--userns host'])
      expect(find(partFrom({ of: `podman run ${flags} alpine`, under: 'podman+rootless' }), 'runtime-fault')?.to).toBe('host-user');
    expect(find(partFrom('podman run --userns auto alpine'), 'runtime-fault')?.to).toBe('host');
  });

  it('trusts a sandbox in place of the kernel', () => {
    const kinds = kindsOf(partFrom('docker run --runtime runsc --privileged alpine'));
    expect(kinds).toContain('runtime-fault');
    for (const kind of ['kernel-fault', 'kernel-module', 'core-pattern', 'mount']) expect(kinds).not.toContain(kind);
    expect(kinds).toContain('disk-device');
  });
});

describe('versions of the machine', () => {
  it.each([
    ['5.15.0', ['kernel-fault', 'new-user-namespace', 'nested-kernel-fault'], 'CVE-2022-0185 (Linux 5.1 and later, mended in'],
    ['6.12.30', ['kernel-fault'], 'the kernel and its updates are trusted'],
  ] as const)('of Linux %s', (kernel, kinds, says) => {
    const part = partFrom({ of: 'podman run alpine', versions: { kernel } });
    expect(kindsOf(part).filter((kind) => /kernel|namespace/.test(kind))).toEqual(kinds);
    expect((find(part, 'nested-kernel-fault') ?? find(part, 'kernel-fault'))?.because).toContain(says);
  });

  it('of a mended runtime and containerd', () => {
    const part = partFrom({ of: 'docker run --network host alpine', versions: { runc: '1.4.0', containerd: '2.1.0' } });
    expect(find(part, 'runtime-fault')?.because).toBe('the runtime and its updates are trusted');
    expect(kindsOf(part)).not.toContain('shim-fault');
  });
});

const mayMount = 'docker run --cap-add SYS_ADMIN alpine';
const mount = (verdict: 'holds' | 'fails' | 'inconclusive', layer?: 'lsm' | 'capability' | 'seccomp') => ({
  control: 'dangerous-capabilities',
  probe: 'mount a file system',
  verdict,
  answer: 'EACCES',
  ...(layer === undefined ? {} : { layer }),
});

describe('what the kernel says of the security module', () => {
  const labelled = (label: string) => find(partFrom({ of: mayMount, label }), 'mount');

  it.each([
    ['unconfined', 'open'],
    ['web (complain)', 'open'],
    ['web (enforce)', 'perhaps'],
    ['docker-default (enforce)', undefined],
    ['docker-default (kill)', undefined],
    ['docker-default (complain)', 'open'],
    ['system_u:system_r:spc_t:s0', 'open'],
    ['system_u:system_r:container_t:s0:c1,c2', 'perhaps'],
  ] as const)('under %s mounting is %s', (label, certainty) => expect(labelled(label)?.certainty).toBe(certainty));

  it('is what was observed, and where', () => {
    const own = labelled('unconfined')?.grounds.find(({ detail }) => detail === 'no security module confines it');
    expect(own).toMatchObject({ view: 'observed', from: '/proc/4711/attr/current', control: 'apparmor' });
    expect(own).not.toHaveProperty('place');
  });
});

describe('what was tried', () => {
  it('closes what the kernel refused', () => {
    expect(kindsOf(partFrom({ of: mayMount, evidence: [mount('holds', 'lsm')] }))).not.toContain('mount');
    expect(kindsOf(partFrom({ of: mayMount, evidence: [mount('inconclusive')] }))).toContain('mount');
  });

  it('makes sure of what got through', () => {
    const before = find(partFrom(mayMount), 'mount');
    const after = find(partFrom({ of: mayMount, evidence: [mount('fails')] }), 'mount');
    expect([before?.certainty, after?.certainty]).toEqual(['perhaps', 'open']);
    for (const { view, from } of after?.grounds ?? [])
      expect([view, from]).toEqual(['proved', 'tried to mount a file system: call answers EACCES']);
  });

  it('says nothing of root where an ordinary user lacked the right', () => {
    const as = (layer: 'capability' | 'lsm', flags = '--user 1000') =>
      kindsOf(partFrom({ of: `docker run ${flags} --cap-add SYS_ADMIN alpine`, evidence: [mount('holds', layer)] })).includes('mount');
    expect([as('capability'), as('lsm'), as('capability', '')]).toEqual([true, false, false]);
  });

  it('says who it runs as', () => {
    const root = { control: 'non-root-user', probe: 'act as root' } as const;
    const kinds = (verdict: 'holds' | 'fails') =>
      kindsOf(partFrom({ of: 'docker run --security-opt no-new-privileges example.org/web', evidence: [{ ...root, verdict }] }), 'open');
    expect(kinds('fails')).toContain('root-user');
    expect(
      partFrom({ of: 'docker run --security-opt no-new-privileges redis:8', evidence: [{ ...root, verdict: 'holds' }] }).holds,
    ).not.toContainEqual(expect.objectContaining({ kind: 'root' }));
  });

  it('is tried by an attempt of that name', () => {
    const effective = effectiveOf(
      'docker run --privileged -v /var/run/docker.sock:/s.sock -v /etc:/e --device /dev/sda -e DB_PASSWORD=K4ngaroo99 alpine',
    );
    const masked = effectiveOf('docker run alpine');
    const attempts = [effective, masked].flatMap((one) => attemptsFor(subjectOf(one, '/probe'), 'x64'));
    const made = new Set(attempts.map(({ control, tries }) => `${control}: ${tries}`));
    const wanted = [
      ...Object.values(trials).flat(),
      ...[socketTrial('/s.sock'), pathTrial('/etc', '/e'), deviceTrial('/dev/sda'), variableTrial('DB_PASSWORD')].flat(),
    ].map(([control, probe]) => `${control}: ${probe}`);
    expect(wanted.filter((one) => !made.has(one))).toEqual([]);
  });
});

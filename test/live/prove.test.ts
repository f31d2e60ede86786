import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { declaredIn } from '../../src/commands/prove/declared.ts';
import { engineProgram } from '../../src/commands/prove/engine.ts';
import { commandTwin } from '../../src/commands/prove/places.ts';
import { prove as proveIn } from '../../src/commands/prove/twin.ts';
import type { Evidence } from '../../src/model/index.ts';
import { proofsOf } from '../../src/proof/index.ts';
import { proofFormats } from '../../src/reports/proof/formats.ts';
import { runWords } from '../../src/surfaces/run-command/twin.ts';
import { cli } from '../support/cli.ts';
import { type LiveEngine, startDocker, startPodman, whyNoDocker, whyNoPodman } from '../support/engines.ts';

/**
 * Twins of containers on engines that run: an image with nothing in it, so that whatever answers is the probe program. For each flag the
 * verdicts that flip are written here by hand, from what the engines' documentation says that the flag does.
 */
type Kind = 'docker' | 'podman';
type Verdicts = Readonly<Record<string, Evidence['verdict'] | undefined>>;

const why: Record<Kind, string | undefined> = { docker: whyNoDocker(), podman: whyNoPodman() };
const start: Record<Kind, () => Promise<LiveEngine>> = { docker: startDocker, podman: startPodman };
const empty = 'docker.io/test/empty:1';

/** Of the namespaces, of what surrounds it and of the limits that nobody asked for. */
const surroundings: Verdicts = {
  ...{ 'host-pid': 'holds', 'host-ipc': 'holds', 'host-uts': 'holds', 'host-network': 'holds', 'user-namespace': 'fails' },
  ...{ 'mount-propagation': 'holds', 'memory-limit': 'fails', 'cpu-limit': 'fails', 'io-limit': 'fails' },
};

/** Without any flag. */
const plain: Record<Kind, Verdicts> = {
  docker: {
    ...{ ...surroundings, 'oom-protection': 'holds', 'pids-limit': 'fails' },
    ...{ seccomp: 'holds', 'masked-paths': 'holds', 'dangerous-capabilities': 'holds', 'engine-socket': 'holds', 'host-devices': 'holds' },
    ...{
      'no-new-privileges': 'fails',
      'non-root-user': 'fails',
      'root-group': 'fails',
      'net-raw': 'fails',
      'capabilities-dropped': 'fails',
    },
    ...{ 'read-only-root': 'fails', 'service-account-token': 'holds' },
  },
  // NET_RAW is in the default of Podman before 4.4, where no containers.conf of the system takes it away.
  podman: {
    ...{ ...surroundings, 'oom-protection': 'holds', 'pids-limit': 'holds' },
    ...{ seccomp: 'holds', 'masked-paths': 'holds', 'dangerous-capabilities': 'holds', 'engine-socket': 'holds', 'host-devices': 'holds' },
    ...{
      'no-new-privileges': 'fails',
      'non-root-user': 'fails',
      'root-group': 'fails',
      'net-raw': 'fails',
      'capabilities-dropped': 'fails',
    },
    ...{ 'read-only-root': 'fails', 'service-account-token': 'holds', 'seccomp-profile-strength': 'fails' },
  },
};

/** What each flag changes. */
const flips: readonly (readonly [flags: string, changes: Verdicts, only?: Kind])[] = [
  ['', {}],
  ['--security-opt no-new-privileges', { 'no-new-privileges': 'holds' }],
  ['--cap-drop ALL', { 'capabilities-dropped': 'holds', 'net-raw': 'holds' }],
  ['--cap-drop NET_RAW', { 'net-raw': 'holds' }],
  ['--cap-add NET_RAW', { 'net-raw': 'fails' }],
  ['--cap-add SYS_ADMIN', { 'dangerous-capabilities': 'fails', 'seccomp-profile-strength': 'fails' }],
  ['--cap-add SYS_TIME', { 'dangerous-capabilities': 'fails' }],
  ['--cap-add DAC_READ_SEARCH', { 'dangerous-capabilities': 'fails' }],
  ['--security-opt seccomp=unconfined', { seccomp: 'fails', 'seccomp-profile-strength': 'fails' }],
  ['--read-only', { 'read-only-root': 'holds' }],
  ['--security-opt systempaths=unconfined', { 'masked-paths': 'fails' }, 'docker'],
  ['--security-opt unmask=ALL', { 'masked-paths': 'fails' }, 'podman'],
  ['--user 1000:1000', { 'non-root-user': 'holds', 'root-group': 'holds', 'capabilities-dropped': 'holds', 'net-raw': 'holds' }],
  ['--tmpfs /scratch:size=1m,noexec,nosuid,nodev', { 'tmpfs-options': 'holds', 'tmpfs-size': 'holds' }],
  ['--tmpfs /scratch:exec,dev,suid', { 'tmpfs-options': 'fails' }],
  ['--memory 32m --memory-swap 32m', { 'memory-limit': 'holds' }],
  ['--pids-limit 30', { 'pids-limit': 'holds' }],
  ['--ulimit nofile=64:64 --ulimit nproc=32768:32768 --ulimit core=0:0', { ulimits: 'holds' }],
  ['--env DB_PASSWORD=K4ngaroo99', { 'secret-in-environment': 'fails' }],
  ['--pid host', { 'host-pid': 'fails', 'oom-protection': undefined }],
  ['--ipc host', { 'host-ipc': 'fails' }],
  ['--uts host', { 'host-uts': 'fails' }],
  ['--network host', { 'host-network': 'fails' }],
  ['--cgroupns private', { 'host-cgroup-namespace': 'holds' }],
  ['--cgroupns host', { 'host-cgroup-namespace': 'fails' }],
  ['--uidmap 0:100000:2000 --gidmap 0:100000:2000', { 'user-namespace': 'holds' }, 'podman'],
  ['--volume /etc:/host-etc:ro', { 'host-system-mount': 'fails' }],
  ['--sysctl net.ipv4.tcp_syncookies=0', { 'unsafe-sysctls': 'fails' }],
  ['--cpuset-cpus 0', { 'cpu-limit': 'holds' }],
  ['--secret key', { 'secret-file-access': 'fails' }, 'podman'],
  ['--secret key,mode=0400', { 'secret-file-access': 'holds' }, 'podman'],
  ['--memory 1g', { 'memory-limit': 'holds' }],
  ['--cap-add NET_ADMIN', { 'dangerous-capabilities': 'fails' }],
  ['--cap-add SYS_PTRACE', { 'dangerous-capabilities': 'fails' }],
  ['--device /dev/fuse', { 'host-devices': 'fails' }],
];

describe.each(['docker', 'podman'] as const)('%s', (kind) => {
  describe.skipIf(why[kind] !== undefined)(why[kind] === undefined ? 'runs' : `skipped: ${why[kind]}`, () => {
    let engine: LiveEngine;
    beforeAll(async () => {
      engine = await start[kind]();
      const tar = `${engine.url.replace(/^unix:\/\//, '').replace(/[^/]*$/, '')}empty.tar`;
      writeFileSync(tar, Buffer.alloc(1024));
      engine.client('import', tar, empty);
      if (kind === 'podman') engine.client('secret', 'create', 'key', tar);
    }, 60_000);
    afterAll(() => engine?.stop(), 60_000);

    const command = (flags: string): string =>
      kind === 'docker'
        ? `/usr/bin/docker -H ${engine.url} run ${flags} ${empty} x`
        : `/usr/bin/podman --remote --url ${engine.url} run ${flags} ${empty} x`;

    const cases = flips.flatMap(([flags, changes, only]) => (only === undefined || only === kind ? [{ flags, changes }] : []));
    it.each(cases)('$flags', { timeout: 30_000 }, async ({ flags, changes }) => {
      const evidence = await prove(command(flags));
      expect(differences(evidence, { ...plain[kind], ...changes })).toEqual([]);
      expect(JSON.stringify(evidence)).not.toContain('K4ngaroo99');
    });

    it.each(proofFormats)('reports as %s', { timeout: 120_000 }, (format) => {
      const file = `${tmpdir()}/bulkhead-report-${process.pid}-${kind}`;
      const words = command('--cap-drop ALL --env DB_PASSWORD=K4ngaroo99').split(' ');
      const ran = spawnSync(process.execPath, [cli, 'prove', '--format', format, '--output', file, '--', ...words], { encoding: 'utf8' });
      expect(ran).toMatchObject({ stdout: '', stderr: '' });
      const text = readFileSync(file, 'utf8');
      rmSync(file);
      expect(text).not.toContain('K4ngaroo99');
      expect(shows[format](text, engine)).toEqual(shown);
      // It runs as root, which weighs enough to fail.
      expect(ran.status).toBe(1);
    });

    it('nothing is left behind', () => {
      expect(engine.client('ps', '--all', '--quiet')).toBe('');
      expect(readdirSync(tmpdir()).filter((name) => name.startsWith('bulkhead-prove-') && name.includes(`-${process.pid}-`))).toEqual([]);
    });
  });
});

/** The verdict of one measure that holds, of one that does not, and of one that only the kernel tells; and what is proved, if the format says it. */
const shown = { 'net-raw': 'holds', 'non-root-user': 'fails', 'host-pid': 'holds' };
const asked = Object.keys(shown);
const schema = JSON.parse(readFileSync(new URL('../../docs/proof.schema.json', import.meta.url), 'utf8'));
const among = (verdicts: readonly (readonly [control: string, verdict: string | undefined])[]) =>
  Object.fromEntries(verdicts.filter(([control]) => asked.includes(control)));

const shows: Readonly<Record<(typeof proofFormats)[number], (text: string, engine: LiveEngine) => unknown>> = {
  text: (text) => among([...text.matchAll(/^(fails|holds) +\w+ +([\w-]+) /gm)].map(([, verdict, control = '']) => [control, verdict])),
  json(text) {
    const report = JSON.parse(text);
    const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema);
    expect(validate(report) || validate.errors).toBe(true);
    return among(
      report.containers[0].controls.map(({ control, verdict }: { control: string; verdict: string }) => [control, verdict] as const),
    );
  },
  junit: (text) =>
    among(
      [...text.matchAll(/<testcase name="([\w-]+)"[^>]*?(\/?)>\n?(<failure)?/g)].map(([, control = '', closed, failure]) => [
        control,
        closed === '/' ? 'holds' : failure === undefined ? undefined : 'fails',
      ]),
    ),
  'in-toto'(text, engine) {
    const { subject, predicate } = JSON.parse(text);
    const id = engine.client('image', 'inspect', '--format', '{{.Id}}', empty).trim().replace('sha256:', '');
    expect(subject).toEqual([{ name: expect.stringContaining('test/empty'), digest: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } }]);
    // Podman gives what it imports a manifest of its own, which is what it is known by.
    if (subject[0].name === empty) expect(subject[0].digest.sha256).toBe(id);
    return among([
      ...predicate.passedTests.map((control: string) => [control, 'holds'] as const),
      ...predicate.failedTests.map((control: string) => [control, 'fails'] as const),
    ]);
  },
};

async function prove(text: string): Promise<readonly Evidence[]> {
  const source = { path: 'command line', text };
  const words = runWords(source);
  if ('because' in words) throw new Error(words.because);
  const { containers, problems } = await declaredIn(source);
  expect(problems).toEqual([]);
  const [declared] = containers;
  if (declared === undefined) throw new Error('no container');
  const { evidence, cutShort } = await proveIn(await commandTwin(declared, words, await engineProgram(words)));
  expect(cutShort).toBeUndefined();
  return evidence;
}

/** Controls that are not proved as they should be, with what was met. */
function differences(evidence: readonly Evidence[], expected: Verdicts): string[] {
  const proofs = new Map(proofsOf(evidence).map((proof) => [proof.control, proof]));
  return Object.entries(expected).flatMap(([control, verdict]) => {
    const proof = proofs.get(control);
    const met = proof?.evidence.filter((one) => one.verdict === proof.verdict).map(({ probe, observed }) => `${probe}: ${observed}`);
    return proof?.verdict === verdict ? [] : [`${control} ${proof?.verdict} and not ${verdict}: ${met?.join('; ')}`];
  });
}

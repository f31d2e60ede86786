import { readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { declaredIn } from '../../src/commands/prove/declared.ts';
import { engineProgram } from '../../src/commands/prove/engine.ts';
import { commandTwin } from '../../src/commands/prove/places.ts';
import { prove as proveIn } from '../../src/commands/prove/twin.ts';
import type { Evidence } from '../../src/model/index.ts';
import { proofsOf } from '../../src/proof/index.ts';
import { runWords } from '../../src/surfaces/run-command/twin.ts';
import { type LiveEngine, startDocker, startPodman, whyNoDocker, whyNoPodman } from '../support/engines.ts';

/**
 * Twins of containers on engines that run: an image with nothing in it, so that whatever answers is the probe program. For each flag the
 * verdicts that flip are written here by hand, from what the engines' documentation says that the flag does.
 */
type Kind = 'docker' | 'podman';
type Verdicts = Readonly<Record<string, Evidence['verdict']>>;

const why: Record<Kind, string | undefined> = { docker: whyNoDocker(), podman: whyNoPodman() };
const start: Record<Kind, () => Promise<LiveEngine>> = { docker: startDocker, podman: startPodman };
const empty = 'docker.io/test/empty:1';

/** Without any flag. */
const plain: Record<Kind, Verdicts> = {
  docker: {
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
  ['--ulimit nofile=64:64 --ulimit nproc=32768:32768', { ulimits: 'holds' }],
  ['--env DB_PASSWORD=K4ngaroo99', { 'secret-in-environment': 'fails' }],
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

    it('nothing is left behind', () => {
      expect(engine.client('ps', '--all', '--quiet')).toBe('');
      expect(readdirSync(tmpdir()).filter((name) => name.startsWith('bulkhead-prove-') && name.includes(`-${process.pid}-`))).toEqual([]);
    });
  });
});

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

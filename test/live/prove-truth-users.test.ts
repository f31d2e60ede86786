import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRemappingDocker, whyNoDocker } from '../support/engines.ts';
import { type Rootless, startRootlessPodman, whyNoRootless } from '../support/rootless.ts';
import { base } from './truth/base.ts';
import { type Lab, startLab } from './truth/lab.ts';
import { asking, type Open, proved } from './truth/prove.ts';
import { type Expected, wordFor } from './truth/words.ts';

/** Engines whose containers have users that are not those of the machine: what is told of every measure, as in prove-truth. */
const patience = { timeout: 120_000 };
type Rows = readonly (readonly [flags: string, flips: Expected])[];

async function wordsOf(command: string, open: Open): Promise<Expected> {
  const { report } = await proved(command, open);
  return Object.fromEntries(report.controls.map((row) => [row.control, wordFor(row)]));
}

/** What a program whose file gives capabilities came to, by flags. Root of the machine gave them, so that they count in every user namespace. */
const byFile = [
  ['', 'fails: an ordinary user that held none holds some'],
  ['--user 1000 --security-opt no-new-privileges', 'holds: a program whose file gives capabilities runs without any'],
] as const;

async function byFileOf(command: string, open: Open): Promise<readonly string[]> {
  const { report } = await proved(command, open);
  const row = report.controls.find(({ control }) => control === 'no-new-privileges');
  const met = row?.evidence.filter(({ probe }) => probe === 'gain capabilities by a program whose file gives them') ?? [];
  return met.map(({ verdict, observed }) => `${verdict}: ${observed}`);
}

/** Sources: moby v20.10 daemon/daemon_unix.go, daemon/oci_linux.go WithUserNS (`--userns host` gives the host's back). */
const remapping: Rows = [
  ['', {}],
  ['--userns host', { 'user-namespace': 'fails' }],
  ['--cap-drop ALL', { 'capabilities-dropped': 'holds', 'net-raw': 'holds' }],
  ['--cap-add SYS_ADMIN', { 'dangerous-capabilities': 'fails' }],
  ['--security-opt no-new-privileges', { 'no-new-privileges': 'holds' }],
  ['--security-opt seccomp=unconfined', { seccomp: 'fails' }],
  ['--read-only', { 'read-only-root': 'holds' }],
  ['--pids-limit 30', { 'pids-limit': 'holds' }],
  ['--volume /etc:/host/etc:ro', { 'host-system-mount': 'fails', 'read-only-mounts': 'holds' }],
];

const whyNoRemap = whyNoDocker();
describe.skipIf(whyNoRemap !== undefined)(whyNoRemap === undefined ? 'userns-remap' : `skipped: ${whyNoRemap}`, () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab('docker', startRemappingDocker);
  }, 120_000);
  afterAll(() => lab?.stop(), 120_000);

  it.each(remapping)('docker run %s', patience, async (flags, flips) => {
    expect(await wordsOf(lab.command(flags), lab.open)).toEqual({ ...base.docker, 'user-namespace': 'holds', ...flips });
  });

  it.each(byFile)('a program whose file gives capabilities: docker run %s', patience, async (flags, met) => {
    expect(await byFileOf(lab.command(flags), lab.open)).toEqual([met]);
  });
});

/**
 * Without root Podman drops every limit where control groups are of version 1 (libpod/container_internal_linux.go, pkg/specgen/generate/validate.go):
 * an engine that ignores a setting. The image has the name of no registry.
 */
const rootless: Expected = {
  ...base.podman,
  ...{ 'user-namespace': 'holds', 'pids-limit': 'fails', 'published-address': 'no such measure', 'image-pinned': 'no such measure' },
};
const withoutRoot: Rows = [
  ['', {}],
  ['--cap-drop ALL', { 'capabilities-dropped': 'holds', 'net-raw': 'holds' }],
  ['--security-opt no-new-privileges', { 'no-new-privileges': 'holds' }],
  ['--security-opt seccomp=unconfined', { seccomp: 'fails' }],
  ['--read-only', { 'read-only-root': 'holds', 'tmpfs-options': 'fails' }],
  ['--pids-limit 30', {}],
];

const whyNo = whyNoRootless();
describe.skipIf(whyNo !== undefined)(whyNo ?? 'Podman without root', () => {
  let podman: Rootless;
  const open = asking();
  beforeAll(async () => {
    podman = await startRootlessPodman(['--network', 'none']);
  }, 120_000);
  afterAll(() => podman?.stop(), 60_000);
  const command = (flags: string): string => `/usr/bin/podman --remote --url ${podman.url} run --network none ${flags} localhost/web:1`;

  it.each(withoutRoot)('podman run %s', patience, async (flags, flips) => {
    expect(await wordsOf(command(flags), open)).toEqual({ ...rootless, ...flips });
  });

  it('a limit that the engine ignores fails, as drift', patience, async () => {
    const { report } = await proved(command('--pids-limit 30'), open);
    const row = report.controls.find(({ control }) => control === 'pids-limit');
    expect(row).toMatchObject({ verdict: 'fails', drift: [{ between: ['effective', 'proved'], direction: 'weaker' }] });
  });
});

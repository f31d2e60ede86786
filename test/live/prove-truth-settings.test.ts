import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stricterProfile } from '../../src/profiles/seccomp/index.ts';
import { startPodman, whyNoPodman } from '../support/engines.ts';
import { base } from './truth/base.ts';
import { contradictionOf } from './truth/contradictions.ts';
import { type Lab, startLab } from './truth/lab.ts';
import { proved } from './truth/prove.ts';
import { type Expected, wordFor } from './truth/words.ts';

/**
 * A Podman that is set to other defaults than its version has (containers.conf(5)). Which capabilities and which filter it gives it says itself, so that nothing
 * contradicts; of its limit of processes it says nothing: the control group does.
 */
const profile = join(tmpdir(), `bulkhead-strict-${process.pid}.json`);
const patience = { timeout: 120_000 };
const none: Expected = { 'capabilities-dropped': 'holds', 'net-raw': 'holds' };

interface Setting {
  readonly lines: readonly string[];
  readonly rows: readonly (readonly [flags: string, flips: Expected])[];
  /** What its limit of processes is told to be. */
  readonly pids: RegExp;
  /** Of what the settings are not told, and check says another thing. */
  readonly untold?: readonly string[];
}

const settings: readonly Setting[] = [
  {
    lines: ['default_capabilities = ["CHOWN", "CAP_SYS_TIME"]', 'pids_limit = 100'],
    rows: [
      ['', { 'net-raw': 'holds', 'dangerous-capabilities': 'fails' }],
      ['--cap-drop SYS_TIME', { 'net-raw': 'holds' }],
      ['--cap-drop ALL', none],
      ['--cap-add NET_RAW', { 'dangerous-capabilities': 'fails' }],
    ],
    pids: /^after \d{2,3} more processes clone answers EAGAIN$/,
  },
  {
    lines: ['default_capabilities = []', 'pids_limit = 2500'],
    rows: [
      ['', none],
      ['--cap-add NET_RAW', { 'capabilities-dropped': 'holds' }],
    ],
    pids: /and pids\.max of its control group is 2500: the engine is set to that$/,
  },
  {
    lines: [`seccomp_profile = "${profile}"`],
    rows: [
      ['', { 'seccomp-profile-strength': 'holds' }],
      ['--security-opt seccomp=unconfined', { seccomp: 'fails' }],
    ],
    pids: /clone answers EAGAIN$/,
  },
  {
    lines: ['pids_limit = 0'],
    rows: [['', { 'pids-limit': 'fails' }]],
    pids: /^2049 more processes were started$/,
    untold: ['pids-limit'],
  },
];

const why = whyNoPodman();
describe.skipIf(why !== undefined)(why === undefined ? 'Podman as it is set' : `skipped: ${why}`, () => {
  beforeAll(() => writeFileSync(profile, JSON.stringify(stricterProfile(process.arch === 'arm64' ? 'aarch64' : 'x86_64', new Set()))));
  afterAll(() => rmSync(profile, { force: true }));

  describe.each(settings)('$lines', ({ lines, rows, pids, untold = [] }) => {
    let lab: Lab;
    beforeAll(async () => {
      lab = await startLab('podman', () => startPodman(lines));
    }, 120_000);
    afterAll(() => lab?.stop(), 120_000);

    it.each(rows)('run %s', patience, async (flags, flips) => {
      const { report } = await proved(lab.command(flags), lab.open);
      expect(Object.fromEntries(report.controls.map((row) => [row.control, wordFor(row)]))).toEqual({ ...base.podman, ...flips });
      expect(report.controls.flatMap((row) => contradictionOf(row)?.control ?? [])).toEqual(untold);
      const tried = report.controls.find(({ control }) => control === 'pids-limit')?.evidence.find(({ call }) => call === 'clone');
      expect(tried?.observed).toMatch(pids);
    });
  });
});

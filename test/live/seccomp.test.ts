import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nameOf, x32Bit } from '../../src/facts/syscalls/index.ts';
import {
  auditArch,
  type Circumstances,
  compile,
  decide,
  type Filter,
  type Native,
  parseProgram,
  type Resolved,
  type RuntimeFacts,
  readProfile,
  resolveProfile,
  simulate,
} from '../../src/profiles/seccomp/index.ts';
import { hasRunc, knownToLibseccomp, type Laboratory, laboratory, versionOfRunc } from '../support/loaded-filter.ts';
import { anyProfile, shapedProfiles, textOf } from '../support/seccomp-profiles.ts';

/**
 * What we say a profile does, against the filter that runc and its libseccomp really load for it, read back from the kernel
 * and run instruction by instruction: every number, boundary arguments, every architecture. No difference is allowed.
 */
const isRoot = process.getuid?.() === 0;
const can = isRoot && hasRunc() && process.arch === 'x64';
const mustRun = process.env.CI === 'true' && isRoot && process.arch === 'x64' && existsSync('/etc/debian_version');

const native: Native = 'x86_64';
const figures = { profiles: 0, refused: 0, endless: 0, decisions: 0, differences: 0, mistakes: 0 };

it.runIf(mustRun)('runc is there where scripts/install-engines installs it', () => {
  expect(can, 'skipped: no runc').toBe(true);
});

describe.skipIf(!can)(`a loaded filter answers as decide says${can ? '' : ' (skipped: no runc, no root, or not x86-64)'}`, () => {
  let lab: Laboratory;
  let runtime: RuntimeFacts;
  beforeAll(() => {
    lab = laboratory();
    runtime = runtimeFacts();
  });
  afterAll(() => {
    lab.close();
    console.log(`seccomp: ${JSON.stringify(figures)}`);
  });

  it('profiles as people write them', { timeout: 120_000 }, async () => {
    for (const profile of shapedProfiles()) await holdAgainst(lab, runtime, textOf(profile));
  });

  it('any profile', { timeout: 150_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(anyProfile, (profile) => holdAgainst(lab, runtime, textOf(profile))),
      { numRuns: 180, interruptAfterTimeLimit: 100_000, markInterruptAsFailure: false },
    );
  });

  const installed = ['/usr/share/containers/seccomp.json', '/etc/containers/seccomp.json'].filter((path) => existsSync(path));
  it.each(installed)("the engine's own profile %s", { timeout: 60_000 }, async (path) => {
    const source = { path, text: readFileSync(path, 'utf8') };
    for (const reader of ['docker', 'podman'] as const) {
      for (const capabilities of [[], ['CAP_SYS_ADMIN'], ['CAP_SYS_ADMIN', 'CAP_BPF', 'CAP_SYS_PTRACE', 'CAP_NET_ADMIN']]) {
        await holdResolved(lab, runtime, resolved(source, { reader, capabilities: new Set(capabilities) }));
      }
    }
  });

  it('libseccomp runs in a circle, and we say so', { timeout: 90_000 }, async () => {
    const gt = { index: 0, op: 'SCMP_CMP_GT', value: 5n, valueTwo: 0n };
    const [low, high] = [1n, 0x1_0000_0002n].map((value) => ({ index: 1, op: 'SCMP_CMP_EQ', value, valueTwo: 0n }));
    const allow = (names: string[], args: unknown[] = []) => ({ names, action: 'SCMP_ACT_ALLOW', args });
    const rules = [allow(['personality'], [gt, low]), allow(['personality'], [gt, high])];
    const text = textOf({ defaultAction: 'SCMP_ACT_LOG', syscalls: rules } as Parameters<typeof textOf>[0]);
    await holdAgainst(lab, runtime, text);
    expect(figures.endless).toBeGreaterThan(0);
  });

  it('at least 200 profiles were compared', () => {
    expect(figures.profiles).toBeGreaterThanOrEqual(200);
  });
});

const resolved = (source: { path: string; text: string }, about: Partial<Circumstances>): Resolved => {
  const { profile, problems } = readProfile(source);
  const unexpected = problems.filter(({ message }) => !message.includes('no syscall'));
  if (profile === undefined || unexpected.length > 0) throw new Error(JSON.stringify(problems));
  return resolveProfile(profile, { reader: 'oci', native, capabilities: new Set(), kernel: { major: 6, minor: 1 }, ...about });
};

const holdAgainst = (lab: Laboratory, runtime: RuntimeFacts, text: string): Promise<void> =>
  holdResolved(lab, runtime, resolved({ path: 'profile.json', text }, {}), text);

async function holdResolved(lab: Laboratory, runtime: RuntimeFacts, profile: Resolved, text = ociText(profile)): Promise<void> {
  const filter = compile(profile, runtime);
  const loaded = await lab.load(text);
  if ('hangs' in loaded) {
    figures.endless++;
    expect(filter, text).toMatchObject({ refused: expect.stringContaining('never ends') });
  } else if ('refused' in loaded) {
    figures.refused++;
    expect(loaded.refused).toMatch(/seccomp/);
    expect(filter, `${loaded.refused}\n${text}`).toHaveProperty('refused');
  } else {
    expect(filter, text).not.toHaveProperty('refused');
    figures.profiles++;
    compare(filter as Filter, loaded.program, text);
  }
}

function compare(filter: Filter, bytes: Uint8Array, text: string): void {
  const program = parseProgram(bytes);
  for (const arch of [...new Set(Object.values(auditArch)), 0x8000_0016]) {
    for (const nr of numbers) {
      for (const args of argumentsFor(filter, nr)) {
        const ours = decide(filter, { arch, nr, args });
        const truth = simulate(program, { arch, nr, args });
        figures.decisions++;
        if (ours.reason === 'mistake of libseccomp') figures.mistakes++;
        if (ours.value === truth) continue;
        figures.differences++;
        const call = `arch 0x${arch.toString(16)} nr ${nr} (${nameOf(native, nr)}) args ${args.map((value) => value.toString(16))}`;
        throw new Error(`${call}: we say 0x${ours.value.toString(16)} (${ours.reason}), the kernel has 0x${truth.toString(16)}\n${text}`);
      }
    }
  }
}

const low = Array.from({ length: 501 }, (_, number) => number);
/** Numbers up to 500, those of x32, arm's own, and both sides of every bit that a filter looks at. */
const numbers: readonly number[] = [
  ...low,
  ...Array.from({ length: 560 }, (_, number) => x32Bit + number),
  ...[983_040, 983_041, 983_042, 983_045, 983_046, 983_047, 0x3fff_ffff, 0x7fff_ffff, 0x8000_0000, 0xbfff_ffff, 0xc000_0000, 0xffff_ffff],
];

const zeros: readonly bigint[] = [0n, 0n, 0n, 0n, 0n, 0n];

/** Every value beside one that a rule for this number compares with, in halves too; all other arguments stay or change with it. */
function argumentsFor(filter: Filter, nr: number): readonly (readonly bigint[])[] {
  const conditional = [...filter.architectures.values()].some(({ programs }) => programs.has(nr));
  if (!conditional) return [zeros];
  let all = vectors.get(filter);
  if (all === undefined) {
    all = vectorsOf(filter);
    vectors.set(filter, all);
  }
  return all;
}

const vectors = new WeakMap<Filter, readonly (readonly bigint[])[]>();
const mask = 2n ** 64n - 1n;

function vectorsOf(filter: Filter): readonly (readonly bigint[])[] {
  const written = filter.rules.flatMap(({ conditions }) => conditions.flatMap(({ value, valueTwo }) => [value, valueTwo]));
  const edges = [0n, mask, ...written, ...written.map((value) => value & 0xffff_ffffn), ...written.map((value) => value ^ (1n << 32n))];
  const near = [...new Set(edges.flatMap((value) => [value - 1n, value, value + 1n]).map((value) => value & mask))];
  const pick = (seed: number): bigint => near[seed % near.length] as bigint;
  const single = near.flatMap((value) => zeros.map((_, index) => zeros.map((zero, at) => (at === index ? value : zero))));
  const mixed = Array.from({ length: 200 }, (_, row) =>
    zeros.map((_zero, at) => pick(row * 7919 + at * (row + 104_729) + ((row * at * 31) >> 2))),
  );
  return [zeros, ...single.slice(0, 300), ...mixed];
}

/** The profile as an engine hands it to runc. */
function ociText({ defaultAction, defaultErrno, architectures, rules }: Resolved): string {
  const word = (action: string): string => `SCMP_ACT_${action.toUpperCase()}`;
  return textOf({
    defaultAction: word(defaultAction),
    defaultErrnoRet: defaultErrno,
    architectures: architectures.map((name) => `SCMP_ARCH_${name.toUpperCase()}`),
    syscalls: rules.map(({ name, action, errno, conditions }) => ({
      names: [name],
      action: word(action),
      errnoRet: errno,
      args: conditions.map(({ op, ...condition }) => ({ ...condition, op: `SCMP_CMP_${op}` })),
    })),
  });
}

function runtimeFacts(): RuntimeFacts {
  const [major = 0, minor = 0, patch = 0] = versionOfRunc().split('.').map(Number);
  return { knows: knownToLibseccomp(), enosys: major > 1 || minor > 1 || patch >= 13 ? 'listed and native' : 'listed' };
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProvedContainer } from '../../src/reports/proof/shape.ts';
import { whyNoDocker, whyNoPodman } from '../support/engines.ts';
import { type Allowed, allowed, contradictionOf, reasonFor } from './truth/contradictions.ts';
import { expectedOf, hardened, lies, mutated, mutations } from './truth/hardened.ts';
import { type Case, casesFor } from './truth/index.ts';
import { hasEverything, type Lab, startLab } from './truth/lab.ts';
import { proved } from './truth/prove.ts';
import { type Expected, type Kind, wordFor } from './truth/words.ts';

/**
 * What a proof says is true: of each configuration every measure comes to what the engines' sources say (truth/), whatever is taken away flips its own
 * verdicts and no other, and what is claimed and does not hold is found out. One container at a time, so that none disturbs another's limits.
 */
const why: Readonly<Record<Kind, string | undefined>> = { docker: whyNoDocker(), podman: whyNoPodman() };
const patience = { timeout: 120_000 };

/** Every control that is not as it was to be, with what was met. */
function differences({ controls }: ProvedContainer, expected: Expected): string[] {
  const met = new Map(controls.map((row) => [row.control, row]));
  return [...new Set([...met.keys(), ...Object.keys(expected)])].flatMap((control) => {
    const row = met.get(control);
    const word = row === undefined ? 'not in the report' : wordFor(row);
    if (word === expected[control]) return [];
    const evidence = row?.evidence.filter(({ verdict }) => verdict === row.verdict).map(({ probe, observed }) => `${probe}: ${observed}`);
    const because = evidence?.join('; ') || row?.because || row?.observed?.detail;
    return [`${control}: ${word}, and not ${expected[control] ?? 'anything: it is not in the table'} (${because})`];
  });
}

const both = ['docker', 'podman'] as const;

it('the table has at least 60 configurations, each of them once', () => {
  const cases = both.flatMap((kind) => casesFor(kind).map(({ flags }) => `${kind} ${flags}`));
  expect(new Set(cases).size).toBe(cases.length);
  expect(cases.length).toBeGreaterThanOrEqual(60);
  for (const kind of both) expect(mutations.filter(({ only }) => only === undefined || only === kind).length).toBeGreaterThanOrEqual(20);
});

describe.each(both)('%s', (kind) => {
  describe.skipIf(why[kind] !== undefined)(why[kind] === undefined ? 'is told as it is' : `skipped: ${why[kind]}`, () => {
    let lab: Lab;
    const met = new Set<Allowed>();
    beforeAll(async () => {
      lab = await startLab(kind);
    }, 120_000);
    afterAll(() => lab?.stop(), 120_000);

    async function holdsTrue(flags: string, expected: Expected): Promise<void> {
      const { report } = await proved(lab.command(flags), lab.open);
      expect(differences(report, expected)).toEqual([]);
      const contradictions = report.controls.flatMap((row) => contradictionOf(row) ?? []);
      const reasons = contradictions.map((found) => reasonFor(found, flags, kind) ?? `${found.control} was to be ${found.declared}`);
      expect(reasons.filter((reason) => typeof reason === 'string')).toEqual([]);
      for (const reason of reasons) if (typeof reason !== 'string') met.add(reason);
      expect(JSON.stringify(report)).not.toContain('K4ngaroo99');
    }

    const isPossible = ({ needsEverything }: Case): boolean => !needsEverything || hasEverything();
    it.each(casesFor(kind).filter(isPossible))('run $flags', patience, ({ flags, expected }) => holdsTrue(flags, expected));

    // The VM lab has every capability, and tells them against the same table (test/vm/cgroups.ts).
    const impossible = casesFor(kind).filter((one) => !isPossible(one));
    it.skip.each(impossible)('run $flags (skipped: this machine may not give every capability; see the VM lab)', () => undefined);

    it.each<[flags: string, verdict: 'fails' | 'holds', layer: string | undefined, says: RegExp]>([
      ['', 'fails', undefined, /^an ordinary user that held none holds some$/],
      ['--user 1000 --read-only', 'fails', undefined, /^an ordinary user/],
      ['--cap-drop SETUID', 'fails', undefined, /^root that gave up every capability/],
      ['--cap-drop ALL', 'holds', 'capability', /^the bounding set is empty/],
      ['--security-opt no-new-privileges', 'holds', 'kernel', /runs without any$/],
      ['--user 1000 --read-only --security-opt no-new-privileges', 'holds', 'kernel', /runs without any$/],
    ])('a program whose file gives capabilities: run %s', patience, async (flags, verdict, layer, says) => {
      const { report } = await proved(lab.command(flags), lab.open);
      const row = report.controls.find(({ control }) => control === 'no-new-privileges');
      const met = row?.evidence.find(({ probe }) => probe === 'gain capabilities by a program whose file gives them');
      expect(met).toEqual(expect.objectContaining({ verdict, observed: expect.stringMatching(says) }));
      expect(met?.layer).toBe(layer);
    });

    it('what check and prove say differently of them is no more than the list says', () => {
      const here = allowed.filter(({ only }) => only === undefined || only === kind);
      expect(here.filter((one) => !met.has(one)).map(({ control, because }) => `${control}: ${because}`)).toEqual([]);
    });

    describe('hardened', () => {
      it('with everything', patience, () => holdsTrue(hardened(kind), expectedOf[kind]));

      const here = mutations.filter(({ only }) => only === undefined || only === kind);
      it.each(here)('$name', patience, (mutation) => {
        const { flags, expected } = mutated(kind, mutation);
        return holdsTrue(flags, expected);
      });
    });

    describe('behind the back of who declared it', () => {
      const claimed = hardened(kind);
      const isFound = ({ controls }: ProvedContainer, control: string): boolean => {
        const row = controls.find((one) => one.control === control);
        return (
          row?.verdict === 'fails' && row.drift.some(({ between: [first], direction }) => first === 'effective' && direction === 'weaker')
        );
      };

      it('everything is taken away: all of it fails, as drift', patience, async () => {
        const runs = lies.reduce((flags, [from, to]) => flags.replace(from, to), claimed);
        const { report } = await proved(lab.command(claimed), lab.open, lab.command(runs));
        const controls = lies.flatMap(([, , names]) => names);
        expect(controls.filter((control) => !isFound(report, control))).toEqual([]);
        expect(report.drifts.filter(({ direction }) => direction === 'weaker').map(({ path }) => path)).toEqual(
          expect.arrayContaining(['process.noNewPrivileges', 'linux.namespaces.cgroup', 'root.readonly']),
        );
      });

      it.each(lies.filter(([from]) => !from.startsWith('--cap-drop')).slice(1, 5))('%s: %s', patience, async (from, to, names) => {
        const { report } = await proved(lab.command(claimed), lab.open, lab.command(claimed.replace(from, to)));
        expect(names.filter((control) => !isFound(report, control))).toEqual([]);
        const flips: Expected = Object.fromEntries(names.map((control) => [control, 'fails']));
        expect(differences(report, { ...expectedOf[kind], ...flips })).toEqual([]);
      });
    });

    it('nothing is left behind', () => {
      expect(lab.engine.client('ps', '--all', '--format', '{{.Names}}')).toBe('peer');
    });
  });
});

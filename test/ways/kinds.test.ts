import { describe, expect, it } from 'vitest';
import { wayKinds } from '../../src/facts/ways/index.ts';
import { caseTable } from './case.ts';
import { faultCases } from './cases/faults.ts';
import { hostCases } from './cases/host.ts';
import { insideCases } from './cases/inside.ts';
import { kernelCases } from './cases/kernel.ts';
import { prizeCases } from './cases/prizes.ts';
import { sharingCases } from './cases/sharing.ts';

const tables = { inside: insideCases, kernel: kernelCases, host: hostCases, sharing: sharingCases, prizes: prizeCases, faults: faultCases };

for (const [title, cases] of Object.entries(tables)) caseTable(title, cases);

describe('kinds of steps', () => {
  const tested = new Set(Object.values(tables).flatMap((cases) => cases.map(({ kind }) => kind)));

  it.each(wayKinds.map((kind) => [kind.id, kind] as const))('%s says what it is and where that was read', (_, kind) => {
    for (const text of [kind.title, kind.where, kind.stoppedBy]) expect(text).toMatch(/^\S.*[^.\s]$/);
    expect(kind.sources.length).toBeGreaterThan(0);
    for (const cve of kind.cves ?? []) expect(cve).toMatch(/^CVE-\d{4}-\d{4,}$/);
  });

  it('are each tested, and there are no others', () => {
    expect([...tested].sort()).toEqual(wayKinds.map(({ id }) => id).sort());
  });
});

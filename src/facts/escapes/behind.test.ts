import { describe, expect, it } from 'vitest';
import { hostControls } from '../../controls/host-index.ts';
import { controls } from '../../controls/index.ts';
import { escapes, escapesBehind, withoutFault } from './index.ts';

const measures = [...controls, ...hostControls];
const ids = new Set(measures.map(({ id }) => id));
const stopped = escapes.flatMap((fault) =>
  (fault.stops ?? []).map((stop) => [fault.cve, fault.program, stop.control, stop, fault] as const),
);

describe('what stops an escape', () => {
  it.each(stopped)('%s of %s: %s', (_, __, control, { but }, fault) => {
    expect(ids).toContain(control);
    expect(fault.stops?.filter((one) => one.control === control)).toHaveLength(1);
    if (but === undefined) expect(fault.stoppedBy).toBeDefined();
    else expect(but).toMatch(/^(with|where|what|folders|files) .*[^.]$/);
  });

  it.each([
    ['CVE-2022-0847', []],
    ['CVE-2022-0811', ['unsafe-sysctls']],
    ['CVE-2020-15257', ['host-network', 'user-namespace', 'userns-remap']],
    ['CVE-2022-0185', []],
    ['CVE-2022-23222', ['seccomp', 'kernel-hardening']],
    ['CVE-2022-0492', ['apparmor', 'selinux', 'user-namespace', 'userns-remap']],
    ['CVE-2019-5736', ['user-namespace', 'userns-remap']],
  ])('%s is stopped by each of these alone: %j', (cve, alone) => {
    const stops = escapes.find((one) => one.cve === cve)?.stops ?? [];
    expect(stops.filter(({ but }) => but === undefined).map(({ control }) => control)).toEqual(alone);
  });
});

describe('the escapes behind a control', () => {
  it('has those first that it stops alone', () => {
    const behind = escapesBehind('user-namespace').map(({ but }) => but === undefined);
    expect(behind.length).toBeGreaterThan(3);
    expect(behind).toEqual(behind.toSorted((a, b) => Number(b) - Number(a)));
  });

  it.each(measures.filter(({ gain, id }) => gain === 'host' && id !== 'engine-version').map(({ id }) => id))(
    '%s, which holds the host, has one or says why it has none',
    (id) => {
      expect(escapesBehind(id).length > 0 || withoutFault[id] !== undefined).toBe(true);
    },
  );

  it.each(Object.entries(withoutFault))('%s needs no fault: a sentence', (id, sentence) => {
    expect(ids).toContain(id);
    expect(sentence).toMatch(/^[A-Z].*\.$/);
  });
});

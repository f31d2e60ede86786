import { describe, expect, it } from 'vitest';
import { effective } from '../../test/support/effective.ts';
import { at } from '../../test/support/table.ts';

describe('the seccomp annotation of old Kubernetes', () => {
  const annotated = { linux: { seccomp: at({ profile: 'default' as const, before: '1.27' }) } };

  it.each([
    ['kubernetes@1.26', 'default', 'written'],
    ['kubernetes@1.27', 'unconfined', 'default'],
    ['kubernetes', 'unconfined', 'default'],
  ])('%s: %s', (engine, profile, state) => {
    expect(effective(engine, annotated).linux.seccomp).toMatchObject({ state, value: { profile } });
  });

  it('is blamed when it has no effect', () => {
    expect(effective('kubernetes@1.30', annotated).linux.seccomp).toMatchObject({ from: expect.stringContaining('no effect since 1.27') });
  });
});

it('privileged takes no AppArmor profile from a rootless container, which has none', () => {
  const { apparmor } = effective('podman@5.4+rootless', { privileged: at(true) }).process;
  expect(apparmor).toMatchObject({ state: 'default', value: { profile: 'unconfined' }, origin: undefined });
  expect(effective('podman@5.4', { privileged: at(true) }).process.apparmor).toMatchObject({ from: 'privileged: true' });
});

import { describe, expect, it } from 'vitest';
import { engineKinds } from '../../model/index.ts';
import { allCapabilities } from '../capabilities.ts';
import { callCount, openByDefault } from './default-calls.ts';

const none: ReadonlySet<string> = new Set();

describe('openByDefault', () => {
  // Counted with `bulkhead seccomp show` on the profiles that the table names: allowed and depending on arguments.
  it.each([
    ['docker', none, 308],
    ['docker', new Set(['CAP_SYS_CHROOT']), 309],
    ['docker', new Set(['CAP_SYS_ADMIN']), 332],
    ['docker', new Set(allCapabilities), 351],
    ['podman', none, 317],
    ['podman', new Set(['CAP_SYS_MODULE']), 321],
    ['podman', new Set(allCapabilities), 338],
  ] as const)('%s with %o', (engine, capabilities, open) => {
    expect(openByDefault(engine, undefined, capabilities)).toEqual({ open, total: callCount() });
  });

  it('io_uring passed Docker before 25', () => {
    expect(openByDefault('docker', '24.0', none).open).toBe(openByDefault('docker', '25.0', none).open + 3);
  });

  it.each(engineKinds)('%s: never more than there is, and more capabilities never mean fewer calls', (engine) => {
    const bare = openByDefault(engine, undefined, none).open;
    for (const name of allCapabilities) expect(openByDefault(engine, undefined, new Set([name])).open).toBeGreaterThanOrEqual(bare);
    expect(openByDefault(engine, undefined, new Set(allCapabilities)).open).toBeLessThan(callCount());
  });
});

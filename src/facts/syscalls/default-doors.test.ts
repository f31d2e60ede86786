import { describe, expect, it } from 'vitest';
import { shutByDefault } from './default-doors.ts';
import { doorOf } from './doors.ts';

const none: ReadonlySet<string> = new Set();

describe('shutByDefault', () => {
  it.each(['docker', 'podman', 'kubernetes', 'oci'] as const)('%s: every id is a door', (engine) => {
    for (const id of shutByDefault(engine, undefined, none)) expect(doorOf(id), id).toBeDefined();
  });

  it.each([
    ['docker', undefined, [], 'clone(CLONE_NEWUSER)', true],
    ['docker', undefined, ['CAP_SYS_ADMIN'], 'clone(CLONE_NEWUSER)', false],
    ['docker', '24.0', [], 'io_uring_setup', false],
    ['docker', '25.0', [], 'io_uring_setup', true],
    ['docker', '29.3', [], 'socket(AF_ALG)', false],
    ['docker', '29.4', [], 'socket(AF_ALG)', true],
    ['docker', '29', [], 'socket(AF_ALG)', true],
    ['docker', '29.4.1', [], 'socket(AF_ALG)', false],
    ['kubernetes', '1.30', [], 'socket(AF_ALG)', false],
    ['kubernetes', '1.30', [], 'socket(AF_VSOCK)', true],
    ['docker', '20.10', [], 'socket(AF_VSOCK)', false],
    ['docker', '23.0', [], 'socket(AF_VSOCK)', true],
    ['podman', undefined, [], 'unshare(CLONE_NEWUSER)', false],
    ['podman', undefined, [], 'mount', false],
    ['podman', undefined, ['CAP_PERFMON'], 'perf_event_open', true],
    ['podman', undefined, ['CAP_PERFMON', 'CAP_SYS_ADMIN'], 'perf_event_open', false],
  ] as const)('%s %s with %j: %s', (engine, version, capabilities, id, isShut) => {
    expect(shutByDefault(engine, version, new Set(capabilities)).has(id)).toBe(isShut);
  });
});

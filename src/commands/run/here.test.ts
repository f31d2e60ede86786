import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { asking } from './engine.ts';
import { isHere } from './here.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulkhead-secrets-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** A client that says where its engine is; nothing: an old one, which cannot. */
function client(says: string | undefined): string {
  const file = join(folder, 'docker');
  writeFileSync(file, `#!/bin/sh\n${says === undefined ? 'exit 1' : `echo '${says}'`}\n`);
  chmodSync(file, 0o755);
  return file;
}

describe('an engine on this machine', () => {
  it.each<['docker' | 'podman', string | undefined, string, boolean, boolean]>([
    ['docker', 'unix:///var/run/docker.sock', '', false, true],
    ['docker', 'ssh://root@there', '', false, false],
    ['docker', 'tcp://127.0.0.1:2375', '', false, false],
    ['docker', undefined, '', false, true],
    ['docker', undefined, 'tcp://there:2376', false, false],
    ['podman', '', '', false, true],
    ['podman', '', '', true, false],
    ['podman', '', 'unix:///run/podman.sock', true, true],
    ['podman', '', 'ssh://root@there/run/podman.sock', true, false],
  ])('%s says %s, its variable %j, remote %s: %s', async (kind, says, variable, remote, fine) => {
    vi.stubEnv('DOCKER_HOST', kind === 'docker' ? variable : '');
    vi.stubEnv('CONTAINER_HOST', kind === 'podman' ? variable : '');
    expect(await isHere(kind, asking({ kind, file: client(says) }), remote)).toBe(fine);
  });
});

import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { onThisMachine, secretRequests } from './secrets.ts';

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

const elsewhere = /the memory of this machine, and (?:docker|podman) starts containers on another one/;

describe('secrets need the engine on this machine', () => {
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
    const asked = onThisMachine({ kind, file: client(says) }, remote);
    await (fine ? expect(asked).resolves.toBeUndefined() : expect(asked).rejects.toThrow(elsewhere));
  });
});

it.each([
  [['db=file:/a', 'db=env:B'], /--secret db is given twice/],
  [['db'], /NAME=file:PATH/],
])('%j is refused', (texts, message) => expect(() => secretRequests(texts)).toThrow(message));

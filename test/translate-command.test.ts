import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bulkhead } from './support/cli.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulkhead-translate-'));
  writeFileSync(join(folder, 'compose.yaml'), compose);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const compose = `name: shop
services:
  web:
    image: nginx:1.27
    ports: ["127.0.0.1:8080:80"]
    depends_on: [db]
    logging: { driver: none }
  db:
    image: postgres:16
    environment: { POSTGRES_PASSWORD: hunter2hunter2 }
`;

const translate = (...args: string[]) => bulkhead(['translate', ...args], { cwd: folder });

describe('bulkhead translate', () => {
  it('prints the result, and says on the side what is lost, with its line', () => {
    const { exit, out, err } = translate('compose.yaml', '--to', 'docker-run');
    expect(exit).toBe(0);
    expect(out).toBe(`#!/bin/sh
set -eu

docker network inspect shop >/dev/null 2>&1 || docker network create shop

docker run --detach --name db \\
  --network shop \\
  --env POSTGRES_PASSWORD \\
  postgres:16

docker run --detach --name web \\
  --network shop \\
  --publish 127.0.0.1:8080:80 \\
  nginx:1.27
`);
    expect(err.split('\n').filter((line) => line !== '')).toEqual([
      'lost     web  logging was not carried over: look up what docker run has for it (compose.yaml:7)',
      'todo     db  the value of POSTGRES_PASSWORD is a secret and was not copied: give it as a secret (compose.yaml:10)',
    ]);
  });

  it('adds what Docker gives by itself and Podman does not', () => {
    const { out } = bulkhead(['translate', '--to', 'podman-run', '--', 'docker', 'run', '--name', 'web', 'nginx:1.27']);
    expect(out).toBe(`podman run --detach --name web \\
  --cap-add MKNOD \\
  --cap-add NET_RAW \\
  --cap-add AUDIT_WRITE \\
  --ipc private \\
  --pids-limit=-1 \\
  nginx:1.27
`);
  });

  it('adds nothing that loosens with --stricter', () => {
    const { out, err } = bulkhead(['translate', '--stricter', '--to', 'podman-run', '--', 'docker', 'run', '--name', 'web', 'nginx:1.27']);
    expect(out).toBe('podman run --detach --name web \\\n  --ipc private \\\n  nginx:1.27\n');
    expect(err).toContain('linux.resources.pids.limit is -1, there 2048');
    expect(err).toContain('lacks AUDIT_WRITE, MKNOD, NET_RAW');
  });

  it('takes away what Podman does not give', () => {
    const { out } = bulkhead(['translate', '--to', 'compose', '--', 'podman', 'run', '--name', 'web', 'nginx:1.27']);
    expect(out).toContain('    cap_drop:\n      - MKNOD\n      - NET_RAW\n      - AUDIT_WRITE\n');
    expect(out).toContain('    pids_limit: 2048\n');
  });

  it('does not hand a user of Podman what Docker gives to root alone', () => {
    const { out, err } = bulkhead(['translate', '--to', 'podman-run', '--', 'docker', 'run', '--user', '1000', 'nginx:1.27']);
    expect(out).not.toContain('--cap-add');
    expect(err).toContain('process.capabilities.bounding there lacks AUDIT_WRITE, MKNOD, NET_RAW');
  });

  it('names the profile and keeps out the token that only Kubernetes would leave out or bring', () => {
    const { out } = bulkhead(['translate', '--to', 'kubernetes', '--', 'docker', 'run', '--name', 'web', 'nginx:1.27']);
    expect(out).toContain('seccompProfile:\n              type: RuntimeDefault\n');
    expect(out).toContain('automountServiceAccountToken: false\n');
  });

  it('writes several files into a folder', () => {
    const { exit, out } = translate('compose.yaml', '--to', 'quadlet', '--output', 'units');
    expect([exit, out]).toEqual([0, '']);
    expect(readdirSync(join(folder, 'units')).sort()).toEqual(['db.container', 'shop.network', 'web.container']);
    expect(readFileSync(join(folder, 'units/web.container'), 'utf8')).toBe(`[Unit]
Description=web
Requires=db.service
After=db.service

[Container]
Image=nginx:1.27
ContainerName=web
AddCapability=MKNOD
AddCapability=NET_RAW
AddCapability=AUDIT_WRITE
PodmanArgs=--ipc=private
Network=shop.network
PublishPort=127.0.0.1:8080:80
PidsLimit=-1

[Install]
WantedBy=default.target
`);
  });

  it('gives files, notes and their places as JSON', () => {
    const { exit, out, err } = translate('compose.yaml', '--to', 'kubernetes', '--format', 'json');
    const report = JSON.parse(out) as { version: number; files: { name: string }[]; notes: Record<string, unknown>[] };
    expect([exit, err, report.version, report.files.map(({ name }) => name)]).toEqual([0, '', 1, ['shop.yaml']]);
    expect(report.notes).toContainEqual({
      kind: 'lost',
      container: 'compose.yaml#web',
      name: 'web',
      path: 'beside[logging]',
      message: 'was not carried over',
      because: 'look up what Kubernetes has for it',
      file: 'compose.yaml',
      line: 7,
      column: 5,
    });
    expect(out).not.toContain('hunter2');
  });

  it('a file of the working folder is a project of its name', () => {
    writeFileSync(join(folder, 'compose.plain.yaml'), 'services:\n  web:\n    image: nginx:1\n');
    expect(translate('compose.plain.yaml', '--to', 'docker-run').out).toContain(`--network ${basename(folder).toLowerCase()}`);
  });

  it('writes a config.json for one container', () => {
    expect(translate('compose.yaml', '--to', 'oci').err).toContain('choose one with --container: web, db');
    const { exit, out, err } = translate('compose.yaml', '--to', 'oci', '--container', 'web');
    expect([exit, JSON.parse(out).ociVersion]).toEqual([0, '1.0.2']);
    expect(err).toContain("todo     web  linux.seccomp is the engine's own profile: add it");
  });

  it.each([
    [['nothing.yaml', '--to', 'compose'], 'nothing.yaml'],
    [['compose.yaml', '--to', 'compose', '--container', 'x'], 'has no container named x; it has web, db'],
    [['compose.yaml', '--to', 'quadlet', '--to-engine', 'docker'], '--to-engine docker does not run what --to quadlet writes'],
    [['compose.yaml', '--to', 'quadlet', '--output', 'compose.yaml'], 'is a file, and the result has 3'],
    [['compose.yaml'], "required option '--to <form>' not specified"],
  ])('%j is refused', (args, message) => {
    const { exit, err } = translate(...args);
    expect(exit).toBe(2);
    expect(err).toContain(message);
  });

  it('says what could not be read, and still translates the rest', () => {
    const { exit, out, err } = bulkhead(['translate', '-', '--to', 'docker-run'], {
      stdin: 'services:\n  a:\n    image: x\n    privileg: true\n',
    });
    expect(exit).toBe(2);
    expect(out).toContain('docker run --detach --name a');
    expect(err).toContain('privileg');
  });
});

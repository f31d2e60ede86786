import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { bulkhead, cli } from './support/cli.ts';

const root = mkdtempSync(join(tmpdir(), 'bulkhead-cli-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const file = (name: string, text: string): string => {
  writeFileSync(join(root, name), text);
  return join(root, name);
};

const hardened = file(
  'hardened.yaml',
  `services:
  web:
    image: registry.example.com/web:1.0
    user: "10001:10001"
    cap_drop: [ALL]
    security_opt: ["no-new-privileges:true"]
    read_only: true
    mem_limit: 256m
    pids_limit: 100
`,
);

describe('bulkhead', () => {
  it.each<[string, string[], number]>([
    ['nothing found', ['check', hardened], 0],
    ['a way out', ['check', '--', 'docker', 'run', '--privileged', 'nginx'], 1],
    ['a way out, with a laxer bar it still counts', ['check', '--fail-on', 'critical', '--', 'docker', 'run', '--privileged', 'nginx'], 1],
    ['only medium findings', ['check', '--fail-on', 'high', '--control', 'no-new-privileges', '--', 'docker', 'run', 'x'], 0],
    ['the same with a stricter bar', ['check', '--fail-on', 'low', '--control', 'no-new-privileges', '--', 'docker', 'run', 'x'], 1],
    ['an unknown docker option', ['check', '--', 'docker', 'run', '--privilegd', 'nginx'], 2],
    ['an unresolved variable in a measure that weighs', ['check', 'run:docker run --privileged=$X nginx'], 2],
    ['no such control', ['check', '--control', 'nonsense', hardened], 2],
    ['no such engine', ['check', '--engine', 'lxc', hardened], 2],
    ['no such option', ['check', '--nonsense'], 2],
    ['a place for images, where there is none', ['check', '--from', 'docker', hardened], 2],
    ['a platform, where there is no image', ['check', '--platform', 'linux/arm64', '--', 'docker', 'run', 'x'], 2],
    ['a store, where there is no image', ['check', '--store', '/nowhere', `archive:${hardened}`], 2],
    ['advisories for what are no images', ['diff', hardened, hardened, '--db', 'x.db'], 2],
    ['the same without them', ['diff', hardened, hardened], 0],
    ['no such command', ['chekc'], 2],
    ['a target of a later version', ['check', 'cluster:'], 2],
    ['help', ['--help'], 0],
    ['version', ['--version'], 0],
    ['explain', ['explain'], 0],
    ['explain a control', ['explain', 'privileged'], 0],
    ['explain nonsense', ['explain', 'nonsense'], 2],
  ])('exit code: %s', (_name, args, exit) => {
    const ran = bulkhead(args);
    expect(ran.exit, ran.out + ran.err).toBe(exit);
    if (exit === 2) expect(`${ran.err}${ran.out}`).not.toBe('');
  });

  it.each(['BULKHEAD_DB', 'DOCKER_HOST', 'CONTAINER_HOST', 'REGISTRY_AUTH_FILE', 'NO_COLOR'])('--help names the variable %s', (name) => {
    expect(bulkhead(['--help']).out).toMatch(new RegExp(`^  .*\\b${name}\\b.* {2,}\\S`, 'm'));
  });

  it('explains a control with its examples, its proof and the line that accepts it', () => {
    const { out } = bulkhead(['explain', 'host-network']);
    for (const part of [
      'CVE-2020-15257',
      '    -     network_mode: host',
      '    reach what listens on',
      '# bulkhead: accept host-network until 20',
    ])
      expect(out).toContain(part);
  });

  it.each([
    ['a letter short', 'privilegd', 'did you mean privileged?'],
    ['one word of it', 'socket', 'did you mean engine-socket?'],
  ])('says which control was probably meant: %s', (_, id, meant) => {
    expect(bulkhead(['explain', id]).err).toContain(meant);
  });

  it('judges standard input', () => {
    const ran = bulkhead(['check', '-', '--format', 'json'], { stdin: 'services:\n  web:\n    image: x\n    privileged: true\n' });
    expect(ran.exit).toBe(1);
    expect(JSON.parse(ran.out).findings).toContainEqual(
      expect.objectContaining({ control: 'privileged', origin: expect.objectContaining({ file: 'standard input', line: 4 }) }),
    );
  });

  it('says so when standard input is nothing it knows', () => {
    const ran = bulkhead(['check', '-'], { stdin: 'hello\n' });
    expect(ran.exit).toBe(2);
    expect(ran.out).toContain('standard input');
  });

  it('keeps the words after -- together, whatever they hold', () => {
    const ran = bulkhead([
      'effective',
      '--format',
      'oci',
      '--',
      'docker',
      'run',
      '--cap-drop',
      'ALL',
      'busybox',
      'sh',
      '-c',
      'echo "a  b" $HOME; true',
    ]);
    expect(ran.exit, ran.err).toBe(0);
    const config = JSON.parse(ran.out);
    expect(config.process.args).toEqual(['sh', '-c', 'echo "a  b" $HOME; true']);
    expect(config.process.capabilities?.bounding ?? []).toEqual([]);
  });

  it('uses no colour when output is not a terminal', () => {
    expect(bulkhead(['check', '--', 'docker', 'run', '--privileged', 'nginx']).out).not.toContain('\u001b');
  });

  it('judges a service built from a Containerfile by its USER', () => {
    file('Containerfile', 'FROM debian:12\nUSER 1000\n');
    const compose = file('built.yaml', 'services:\n  web:\n    build:\n      context: .\n      dockerfile: Containerfile\n');
    const ran = bulkhead(['check', compose, '--format', 'json', '--all', '--control', 'non-root-user']);
    expect(JSON.parse(ran.out).findings).toContainEqual(
      expect.objectContaining({ control: 'non-root-user', outcome: 'held', origin: expect.objectContaining({ line: 2 }) }),
    );
  });

  it('judges an engine by its version', () => {
    const seen = (version: string) => bulkhead(['effective', '--engine', `podman@${version}`, '--', 'podman', 'run', 'busybox']).out;
    expect(seen('3.4')).not.toBe(seen('5.0'));
  });

  it('never prints the value of a secret', () => {
    const secret = 'hunter2-correct-horse';
    const compose = file(
      'secret.yaml',
      `services:\n  web:\n    image: x\n    privileged: true\n    environment: {DB_PASSWORD: ${secret}}\n`,
    );
    const line = ['docker', 'run', '--privileged', '-e', `DB_PASSWORD=${secret}`, 'nginx', `--password=${secret}`];
    for (const format of ['text', 'json', 'sarif']) {
      for (const target of [[compose], ['--', ...line]]) {
        const ran = bulkhead(['check', '--format', format, '--all', '--verbose', ...(format === 'json' ? ['--views'] : []), ...target]);
        expect(ran.out + ran.err).not.toContain(secret);
      }
    }
    for (const format of ['text', 'json', 'oci']) {
      const ran = bulkhead(['effective', '--format', format, compose]);
      expect(ran.out + ran.err).not.toContain(secret);
    }
  });

  // nodejs/node#54232
  it('a container’s --env-file is not its own', () => {
    const engine = file('docker', '#!/bin/sh\necho "MINE=$MINE OTHER=$OTHER" >&2\nexit 1\n');
    chmodSync(engine, 0o755);
    const words = ['run', '--engine', engine, '--env-file', file('of-it.env', 'MINE=no\nOTHER=no\n'), 'x'];
    expect(bulkhead(words, { env: { MINE: 'yes' } })).toMatchObject({ exit: 125, err: expect.stringMatching(/MINE=yes OTHER=$/m) });
    // Only what starts Node can keep it from reading the file at all.
    const absent = ['--', cli, 'run', '--engine', engine, '--env-file', join(root, 'absent.env'), 'x'];
    expect(spawnSync(process.execPath, absent, { encoding: 'utf8' })).toMatchObject({
      status: 125,
      stderr: expect.stringMatching(/MINE=/),
    });
    expect(readFileSync('bulkhead', 'utf8')).toContain('exec node -- ');
  });
});

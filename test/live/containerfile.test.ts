import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LiveEngine, startDocker, startPodman, whyNoDocker, whyNoPodman } from '../support/engines.ts';
import { fixed } from '../support/fix.ts';

/** What `fix` makes of Containerfiles, built and started by builders that run: it builds, runs as nobody special, and keeps no secret. */
const folder = mkdtempSync(join(tmpdir(), 'bulkhead-builds-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const programs = [
  '/bin/sh',
  '/bin/cat',
  '/bin/chown',
  '/bin/grep',
  '/bin/mkdir',
  '/bin/touch',
  '/usr/bin/id',
  '/usr/sbin/groupadd',
  '/usr/sbin/useradd',
];
const whyNoDebian = existsSync('/etc/debian_version') && programs.every((path) => existsSync(path)) ? undefined : 'no Debian';

/** As much of Debian as the steps below need: this machine's own programs with their libraries. */
function debian(): string {
  const root = join(folder, 'debian');
  for (const path of ['etc', 'tmp', 'home', 'root', 'usr/bin', 'usr/sbin', 'usr/lib', 'usr/lib64'])
    mkdirSync(join(root, path), { recursive: true });
  for (const name of ['bin', 'sbin', 'lib', 'lib64']) symlinkSync(`usr/${name}`, join(root, name));
  for (const path of programs) {
    const real = realpathSync(path);
    copy(real, join(root, path));
    for (const [library] of execFileSync('ldd', [real], { encoding: 'utf8' }).matchAll(/\/\S+/g))
      copy(realpathSync(library), join(root, library));
  }
  writeFileSync(join(root, 'etc/passwd'), 'root:x:0:0::/root:/bin/sh\n');
  writeFileSync(join(root, 'etc/group'), 'root:x:0:\n');
  cpSync('/etc/login.defs', join(root, 'etc/login.defs'));
  const tar = join(folder, 'debian.tar');
  execFileSync('tar', ['-C', root, '-cf', tar, '.']);
  return tar;
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  if (!existsSync(to)) cpSync(from, to);
}

let builds = 0;

/** The file as fix leaves it, in a folder with what it copies; its image's name. */
async function built(engine: LiveEngine, text: string, ...flags: string[]): Promise<{ readonly name: string; readonly text: string }> {
  const { texts } = await fixed({ Containerfile: text }, { controls: ['non-root-user', 'secret-in-build', 'secret-on-disk'] });
  const after = texts.get('Containerfile') ?? '';
  const context = join(folder, `context${builds}`);
  mkdirSync(context);
  cpSync('/bin/busybox', join(context, 'busybox'));
  writeFileSync(join(context, '.netrc'), 'machine example.com password K4ngaroo99\n');
  writeFileSync(join(context, 'Dockerfile'), after);
  const name = `docker.io/test/built:${builds++}`;
  engine.client('build', '-t', name, ...flags, context);
  return { name, text: after };
}

const kinds = [
  { kind: 'docker', why: whyNoDebian ?? whyNoDocker(), start: startDocker, mounts: false },
  { kind: 'podman', why: whyNoDebian ?? whyNoPodman(), start: startPodman, mounts: true },
] as const;

describe.each(kinds)('$kind', ({ kind, why, start, mounts }) => {
  let engine: LiveEngine;
  beforeAll(async () => {
    if (why !== undefined) return;
    // BuildKit would have to be installed beside the client.
    if (kind === 'docker') process.env.DOCKER_BUILDKIT = '0';
    engine = await start();
    for (const name of ['debian:12', 'node:22']) engine.client('import', debianTar(), `docker.io/library/${name}`);
  }, 60_000);
  afterAll(async () => {
    if (why === undefined) await engine.stop();
  });

  const run = (name: string, ...words: string[]): string =>
    engine.client('run', '--rm', '--network', 'none', '--security-opt', 'seccomp=unconfined', name, ...words);

  it.skipIf(why !== undefined)(
    'the user is made and owns the volume',
    async () => {
      const { name, text } = await built(
        engine,
        'FROM debian:12\nRUN mkdir /app\nVOLUME /data\nCMD ["/bin/sh", "-c", "id -u; id -g; touch /data/a && touch /app/a"]\n',
      );
      expect(text).toContain('useradd');
      expect(
        run(name, '/bin/sh', '-c', 'id -un; id -u; id -g; touch /data/a && touch ~/a && ! touch /app/a 2>/dev/null && echo fine'),
      ).toBe('app\n10001\n10001\nfine');
    },
    60_000,
  );

  it.skipIf(why !== undefined)(
    'in an image from scratch',
    async () => {
      const { name } = await built(engine, 'FROM scratch\nCOPY busybox /busybox\nENTRYPOINT ["/busybox"]\n');
      expect(run(name, 'id', '-u')).toBe('10001');
    },
    60_000,
  );

  it.skipIf(why !== undefined)(
    'the user that the image brings',
    async () => {
      const { name } = await built(engine, 'FROM node:22\nCMD ["/bin/sh"]\n');
      expect(run(name, 'id', '-u')).toBe('1000');
    },
    60_000,
  );

  it.skipIf(why !== undefined || !mounts)(
    'a secret reaches the step that needs it, and no layer',
    async () => {
      const secret = join(folder, 'token');
      writeFileSync(secret, 'K4ngaroo99');
      const { name, text } = await built(
        engine,
        'FROM debian:12\nARG API_TOKEN\nCOPY .netrc /root/.netrc\nRUN test "${#API_TOKEN}" = 10 && grep -q machine /root/.netrc && rm /root/.netrc\nCMD ["/bin/sh"]\n',
        '--secret',
        `id=API_TOKEN,src=${secret}`,
        '--secret',
        `id=netrc,src=${join(folder, `context${builds}`, '.netrc')}`,
      );
      expect(text.match(/type=secret/g)?.length).toBe(2);
      const tar = join(folder, 'image.tar');
      engine.client('save', '-o', tar, name);
      const layers = readFileSync(tar);
      expect([layers.includes('app:x:10001'), layers.includes('machine example.com'), layers.includes('K4ngaroo')]).toEqual([
        true,
        false,
        false,
      ]);
    },
    60_000,
  );
});

let tar: string | undefined;
function debianTar(): string {
  tar ??= debian();
  return tar;
}

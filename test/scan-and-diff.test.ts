import { describe, expect, it } from 'vitest';
import { compareImages } from '../src/compare/index.ts';
import { imageControls } from '../src/controls/image-index.ts';
import type { ImageContents, ImageFile, ImageSecret, Vulnerability } from '../src/model/index.ts';
import { fileIn, imageOf, packageIn } from './support/image-contents.ts';

const advisories = { newest: '2026-11-01', count: 1 };
const imageWith = (more: Partial<ImageContents>): ImageContents => imageOf({ advisories, packages: [packageIn('x')], ...more });
const difference = (base: Partial<ImageContents>, head: Partial<ImageContents>) =>
  compareImages(imageWith(base), imageWith(head), (_, a, b) => (a < b ? -1 : a > b ? 1 : 0));

/** What the controls say of an image, each by its weight. */
const scanned = (image: Partial<ImageContents>, ...ids: readonly string[]): readonly (string | undefined)[] =>
  imageControls
    .filter(({ id }) => ids.includes(id))
    .flatMap((control) =>
      control
        .judge(imageWith(image))
        .flatMap((verdict) =>
          verdict.outcome === 'broken' || verdict.outcome === 'unknown' ? [verdict.severity ?? control.severity] : [],
        ),
    );

const path = { layer: 1, digest: 'sha256:1', path: '/srv/key' };
const secret = (more: Partial<ImageSecret>): ImageSecret => ({ what: 'a key', certainty: 'certain', at: path, ...more });

describe('what an image gains weighs as much as scan says', () => {
  it.each<[string, ImageSecret]>([
    ['a key', secret({})],
    ['what looks like one', secret({ certainty: 'likely' })],
    ['a sample', secret({ at: { ...path, path: '/usr/lib/x/tests/key' } })],
    ['one that a package brings', secret({ at: { ...path, owner: 'libgnutls30' } })],
    ['in the environment', secret({ at: { where: 'environment', name: 'KEY' } })],
  ])('secret: %s', (_, one) =>
    expect(difference({}, { secrets: [one] }).secrets.gained.map(({ severity }) => severity)).toEqual(
      scanned({ secrets: [one] }, 'image-secrets'),
    ),
  );

  const setUid = (where: string, more: Partial<ImageFile> = {}) => fileIn({ path: where, what: 'set-uid', mode: 0o4755, ...more });
  it.each<[string, ImageFile]>([
    ['as distributions install it', setUid('/usr/bin/su')],
    ['a program of root', setUid('/opt/x')],
    ['a shell of root', setUid('/opt/bash')],
    ['a program of another', setUid('/opt/x', { uid: 33 })],
    ['a low port, which is not told', fileIn({ path: '/web', what: 'capabilities', capabilities: ['CAP_NET_BIND_SERVICE'] })],
    ['a capability', fileIn({ path: '/web', what: 'capabilities', capabilities: ['CAP_SYS_ADMIN'] })],
    ['who is root', fileIn({ path: '/etc/passwd', what: 'writable-system', mode: 0o666 })],
    ['a file of everybody', fileIn({ path: '/srv/x', what: 'world-writable', mode: 0o666 })],
    ['a shell', fileIn({ path: '/bin/sh', what: 'shell' })],
    ['a compiler', fileIn({ path: '/usr/bin/gcc', what: 'build-tool' })],
  ])('file: %s', (_, one) =>
    expect(difference({}, { files: [one] }).files.gained.map(({ severity }) => severity)).toEqual(
      scanned({ files: [one] }, 'setuid-files', 'writable-system-files', 'shells-and-package-managers', 'build-tools-in-image'),
    ),
  );

  it('a file that is root’s now is gained', () =>
    expect(difference({ files: [setUid('/opt/x', { uid: 33 })] }, { files: [setUid('/opt/x')] }).files).toMatchObject({
      gained: [{ severity: 'medium' }],
      lost: [{ severity: 'low' }],
    }));

  const source = { name: 'glibc', version: '2.36' };
  const hole = (name: string, more: Partial<Vulnerability> = {}, of: Parameters<typeof packageIn>[1] = {}): Vulnerability => ({
    ...{ id: 'CVE-2026-1', aliases: [], package: packageIn(name, of), state: 'fixed', severity: 'critical', source: 'x' },
    ...more,
  });
  const stdlib = (version: string, where: string) => hole('stdlib', {}, { kind: 'golang', version, path: where });
  it.each<[string, Vulnerability[]]>([
    ['two packages of one source', [hole('libc6', {}, { source }), hole('libc-bin', {}, { source })]],
    ['three programs', [stdlib('1.19', '/a'), stdlib('1.19', '/b'), stdlib('1.19', '/c')]],
    ['in two versions', [stdlib('1.19', '/a'), stdlib('1.20', '/b')]],
    ['nobody has mended it', [hole('x', { state: 'affected' })]],
    ['nobody will', [hole('x', { state: 'will-not-fix' })]],
    ['nobody weighed it', [hole('x', { severity: undefined } as unknown as Partial<Vulnerability>)]],
    ['nobody knows', [hole('x', { state: 'unknown' })]],
    ['it does not count', [hole('x', { state: 'not-affected' })]],
  ])('vulnerability: %s', (_, vulnerabilities) =>
    expect(difference({}, { vulnerabilities }).vulnerabilities?.gained.map(({ severity }) => severity)).toEqual(
      scanned({ vulnerabilities }, 'image-vulnerabilities'),
    ),
  );

  it.each<[string[], string[], string, string]>([
    [['1'], ['2'], '', ''],
    [['1'], ['1', '2'], '2', ''],
    [['1', '3'], ['2'], '', '3'],
    [['1', '2'], ['2', '1'], '', ''],
  ])('the versions %j and %j of one package: %j gained, %j lost', (base, head, gained, lost) => {
    const of = (versions: readonly string[]) => ({ vulnerabilities: versions.map((version) => stdlib(version, `/${version}`)) });
    const found = difference(of(base), of(head)).vulnerabilities;
    expect([found?.gained, found?.lost].map((each) => each?.map(({ version }) => version).join())).toEqual([gained, lost]);
  });
});

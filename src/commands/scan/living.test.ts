import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Built, layerOf, layoutOf } from '../../../test/support/image.ts';
import { fileOf, tarOf } from '../../../test/support/tar.ts';
import type { AcceptedControl } from '../../config/config.ts';
import type { Report } from '../../model/index.ts';
import { heldAgainst } from '../check/baseline.ts';
import { livingOf } from '../check/living.ts';
import type { CheckOptions } from '../check/question.ts';
import type { Configuration } from '../configuration.ts';
import { archiveSource } from './from/archive.ts';
import { asksOfImages, scan } from './scan.ts';

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-living-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const image: Built = {
  layers: [
    await layerOf([
      { name: 'usr/bin/su', text: 'x', mode: 0o4755 },
      { name: 'opt/tool', text: 'x', mode: 0o4755 },
      { name: 'bin/sh', text: 'x', mode: 0o755 },
      { name: 'etc/passwd', text: 'x', mode: 0o666 },
      { name: 'usr/bin/gcc', text: 'x', mode: 0o755 },
    ]),
  ],
  config: { Env: ['PATH=/bin', 'DB_PASSWORD=Xk29dLq8vR3mT7wZ'] },
};
const path = fileOf(await tarOf(layoutOf(image)));
const options: CheckOptions = { profile: 'recommended', all: false, views: false };

const accepting = (...accept: readonly Partial<AcceptedControl>[]): Configuration => ({
  file: 'bulkhead.config.yaml',
  folder: process.cwd(),
  config: { accept: accept.map((entry) => ({ control: 'setuid-files', reason: 'r', until: '2999-01-01', ...entry })) },
  places: accept.map((_, at) => ({ source: { path: 'bulkhead.config.yaml', text: '\n'.repeat(at + 1) }, start: at, end: at })),
});
const scanned = (asked: Partial<CheckOptions> = {}, configuration?: Configuration): Promise<Report> =>
  scan([archiveSource(path)], { ...options, ...asked }, livingOf(configuration, [], new Date()));
const ids = ({ findings }: Report) => [...new Set(findings.map(({ control }) => control))];

describe('an image is judged', () => {
  it('by its bytes and its configuration, under one name, and nothing twice', async () => {
    const report = await scanned();
    expect(ids(report)).toEqual(['image-secrets', 'setuid-files', 'writable-system-files', 'build-tools-in-image', 'non-root-user']);
    expect(report.containers).toHaveLength(1);
    expect(new Set(report.findings.map(({ container }) => container))).toEqual(new Set([report.containers[0]?.id]));
    expect(report.findings.filter(({ detail }) => detail.includes('DB_PASSWORD'))).toHaveLength(1);
  });

  it.each<[string, Partial<CheckOptions>, readonly string[]]>([
    ['one control of the bytes', { controls: ['setuid-files'] }, ['setuid-files']],
    ['one of the configuration', { controls: ['non-root-user'] }, ['non-root-user']],
    ['one that another answers better', { controls: ['secret-in-environment'] }, ['secret-in-environment']],
    [
      'a control that is off',
      { severity: { 'setuid-files': 'off', 'image-secrets': 'off' } },
      ['writable-system-files', 'build-tools-in-image', 'non-root-user', 'secret-in-environment'],
    ],
  ])('as it is asked: %s', async (_, asked, expected) => expect(ids(await scanned(asked)).sort()).toEqual([...expected].sort()));

  it('by a stricter profile, and by a standard in its own ids', async () => {
    expect(ids(await scanned({ profile: 'strict' }))).toContain('shells-and-package-managers');
    const { profile, findings } = await scanned({ profile: 'cis-docker' });
    expect(profile?.asks?.find(({ id }) => id === '4.8')?.controls).toEqual(['setuid-files']);
    expect(findings.every(({ references }) => (references.cisDocker?.length ?? 0) > 0)).toBe(true);
  });

  it('with the severity that the configuration gives, by path as well', async () => {
    const severities = async (asked: Partial<CheckOptions>) =>
      new Set((await scanned({ controls: ['setuid-files'], ...asked })).findings.map(({ severity }) => severity));
    expect(await severities({ severity: { 'setuid-files': 'critical' } })).toEqual(new Set(['critical']));
    const paths = (files: readonly string[]) => ({
      rules: { folder: '/', severity: {}, paths: [{ files, severity: { 'setuid-files': 'high' as const } }] },
    });
    expect(await severities(paths(['**/archive:*/**']))).toEqual(new Set(['high']));
    expect(await severities(paths(['**/image:*']))).toEqual(new Set(['medium', 'low']));
  });
});

const secret = 'Xk29dLq8vR3mT7wZ';

describe('what controls of the configuration find of secrets, the one of the bytes finds', () => {
  it.each<[string, string, object]>([
    ['a variable', 'ADD a /', { Env: [`DB_PASSWORD=${secret}`] }],
    ['one that was changed later', `-ENV DB_PASSWORD=${secret}`, {}],
    ['an argument of the build', `-/bin/sh -c #(nop)  ARG DB_PASSWORD=${secret}`, {}],
    ['one with a command', `RUN |1 DB_PASSWORD=${secret} /bin/sh -c make # buildkit`, {}],
    ['a login of curl', `/bin/sh -c curl -u bob:${secret} https://a.example.com`, {}],
    ['an address', `RUN /bin/sh -c git clone https://bob:${secret}@git.example.com/x # buildkit`, {}],
    ['an argument of the command', `-CMD ["web" "--password=${secret}"]`, { Cmd: ['web', `--password=${secret}`] }],
    ['one of the entry point alone', 'ADD a /', { Entrypoint: ['web', `--password=${secret}`] }],
    ['one of the health check', 'ADD a /', { Healthcheck: { Test: ['CMD', 'curl', '-u', `bob:${secret}`, 'http://localhost'] } }],
  ])('%s', async (_, step, config) => {
    const bytes = await layerOf([{ name: 'etc/x', text: 'x' }]);
    const history = step.startsWith('-') ? ['ADD a /', step] : [step];
    const report = await scan([archiveSource(fileOf(await tarOf(layoutOf({ layers: [bytes], history, config }))))], options);
    expect(report.findings.filter(({ control }) => control.includes('secret')).map(({ control }) => control)).toEqual(['image-secrets']);
    expect(JSON.stringify(report)).not.toContain(secret);
  });
});

describe('what somebody lives with', () => {
  const accepted = async (...accept: readonly Partial<AcceptedControl>[]) =>
    (await scanned({}, accepting(...accept))).findings.flatMap(({ accepted: by, detail }) =>
      by === undefined ? [] : [detail.split(' ', 1)[0]],
    );

  it.each<[string, Partial<AcceptedControl>, readonly string[]]>([
    ['a control', {}, ['/opt/tool', '/usr/bin/su']],
    ['a path in the image', { path: '/opt/**' }, ['/opt/tool']],
    ['a path that is not there', { path: '/srv/**' }, []],
    ['another image', { container: 'other' }, []],
    ['this image', { file: 'archive:*' }, ['/opt/tool', '/usr/bin/su']],
    ['other images', { file: 'image:*' }, []],
    ['a vulnerability, which these are not', { vulnerability: 'CVE-2024-1' }, []],
    ['a control of the configuration', { control: 'non-root-user' }, ['runs']],
  ])('%s', async (_, entry, expected) => expect(await accepted(entry)).toEqual(expected));

  it('and the baseline, which is not lost by another image', async () => {
    const file = join(folder, 'baseline.json');
    const asks = asksOfImages(options);
    const first = await scanned();
    expect(heldAgainst(first, file, true, options, asks).findings.every(({ baseline }) => baseline === true)).toBe(true);
    expect(heldAgainst(first, file, false, options, asks).summary).toMatchObject({ baseline: first.findings.length, unknown: 0 });
    const other = fileOf(await tarOf(layoutOf({ layers: [await layerOf([{ name: 'x', text: 'x' }])] })));
    expect(heldAgainst(await scan([archiveSource(other)], options), file, false, options, asks).baseline?.stale).toBe(0);
    writeFileSync(path, await tarOf(layoutOf({ ...image, config: {} })));
    expect(heldAgainst(await scanned(), file, false, options, asks).baseline?.stale).toBe(1);
  });
});

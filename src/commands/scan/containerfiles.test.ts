import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { layerOf, layoutOf } from '../../../test/support/image.ts';
import { fileOf, tarOf } from '../../../test/support/tar.ts';
import { renderImages } from '../../reports/image/index.ts';
import { writtenImages } from './containerfiles.ts';
import { archiveSource } from './from/archive.ts';
import { scan } from './scan.ts';

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-containerfiles-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fileWith = (text: string, name = 'Containerfile'): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const login = 'machine a.example.com login bob password Xk29dLq8vR3mT7wZ\n';
const image = fileOf(
  await tarOf(
    layoutOf({
      layers: [await layerOf([{ name: 'etc/x', text: 'x' }]), await layerOf([{ name: 'root/.netrc', text: login }])],
      config: { Env: ['DB_PASSWORD=Xk29dLq8vR3mT7wY'] },
      history: ['ADD rootfs.tar / # buildkit', '-CMD ["sh"]', '-ENV DB_PASSWORD=Xk29dLq8vR3mT7wY', 'COPY .netrc /root/ # buildkit'],
    }),
  ),
);
const text = [
  'FROM golang AS build',
  'RUN make',
  'FROM debian AS base',
  'ENV DB_PASSWORD=Xk29dLq8vR3mT7wY',
  'FROM base',
  '# bulkhead: accept image-secrets until 2999-01-01: of a sample',
  'COPY .netrc /root/',
].join('\n');

async function scanned(path: string, control = 'image-secrets') {
  const options = { profile: 'recommended', controls: [control], all: false, views: false };
  return scan([archiveSource(image)], options, undefined, undefined, await writtenImages(path, []));
}

describe('with the Containerfile', () => {
  it('findings lead to its lines, also into the stage below, and base layers are known', async () => {
    const path = fileWith(text);
    const { findings, images } = await scanned(path);
    expect(findings.map(({ origin, layer }) => layer?.containerfile ?? { file: origin.file, line: origin.line })).toEqual([
      { file: path, line: 4 },
      { file: path, line: 7 },
    ]);
    expect(images?.[0]?.layers.map(({ base }) => base)).toEqual([true, false]);
  });

  it('the text says each line once', async () => {
    const path = fileWith(text.replace(/^# .*$/m, ''));
    const report = await scanned(path);
    const page = renderImages('text', report, [], { color: false, width: 1000, today: '2026-11-22', failOn: 'high' });
    expect(page.split(`${path}:7`)).toHaveLength(2);
    expect(page).toContain(`layer 2, ${path}:7  COPY .netrc /root/`);
    expect(page).toContain(`under the name DB_PASSWORD (${path}:4)`);
  });

  it('its comments count', async () => {
    const { findings } = await scanned(fileWith(text));
    expect(findings.map(({ accepted }) => accepted?.reason)).toEqual([undefined, 'of a sample']);
  });

  it('those above its last FROM count for what is of the image as a whole', async () => {
    const path = fileWith(text.replace(/^FROM base$/m, '# bulkhead: accept non-root-user until 2999-01-01: binds a low port\nFROM base'));
    const report = await scanned(path, 'non-root-user');
    expect(report.findings.map(({ control, accepted }) => [control, accepted?.reason])).toEqual([['non-root-user', 'binds a low port']]);
    expect(report.containers[0]?.builtBy).toEqual({ file: path, line: 6 });
  });

  it('one that has ended is told', async () => {
    const { findings } = await scanned(fileWith(text.replace('2999', '2001')));
    expect(findings.map(({ control }) => control)).toEqual(['image-secrets', 'image-secrets', 'accepted-risk']);
  });

  it('of another image nothing is said, not even of its comments', async () => {
    const { findings } = await scanned(fileWith(text.replace('/root/', '/srv/').replace('2999', '2001')));
    expect(findings.map(({ layer, control }) => [control, layer?.containerfile])).toEqual([
      ['image-secrets', undefined],
      ['image-secrets', undefined],
    ]);
  });

  it('is found by its name, beside the image too', async () => {
    fileWith(text, 'web.Containerfile');
    fileWith(text, 'Dockerfile.web');
    fileWith(text, 'notes.txt');
    const { images } = await writtenImages(undefined, [folder, '/nowhere']);
    expect(images.map(({ file }) => file).filter((file) => dirname(file) === folder)).toEqual(
      ['Containerfile', 'Dockerfile.web', 'web.Containerfile'].map((name) => join(folder, name)),
    );
    await expect(writtenImages('/nowhere/Containerfile', [])).rejects.toThrow(/there is no such file/);
  });
});

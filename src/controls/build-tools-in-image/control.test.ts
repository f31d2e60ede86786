import { describe, expect, it } from 'vitest';
import { fileIn, imageOf, packageIn } from '../../../test/support/image-contents.ts';
import { isBuildPackage } from '../../facts/programs/build-tools.ts';
import { buildToolsInImage } from './control.ts';

const MiB = 1048576;
const gcc = fileIn({ path: '/usr/bin/gcc-12', what: 'build-tool', size: 2 * MiB, layer: 2 });

describe('build-tools-in-image', () => {
  it('is held where there is none', () => {
    const packages = [packageIn('libgcc-s1'), packageIn('left-pad-dev', { kind: 'npm' })];
    expect(buildToolsInImage.judge(imageOf({ packages }))).toMatchObject([{ outcome: 'held' }]);
  });

  it('says what they cost, by the records of packages where there are any', () => {
    const packages = [packageIn('gcc-12', { size: 50 * MiB, layer: 2 }), packageIn('libc6-dev', { size: 13 * MiB, layer: 2 })];
    expect(buildToolsInImage.judge(imageOf({ files: [gcc], packages }))).toMatchObject([
      {
        outcome: 'broken',
        detail: '/usr/bin/gcc-12; the packages gcc-12 and libc6-dev of layer 2 serve builds alone: at least 63 MiB',
        inLayer: { layer: 2, path: '/usr/bin/gcc-12' },
      },
    ]);
  });

  it.each([
    ['by the programs where there are none', [gcc], '/usr/bin/gcc-12 of layer 2 serves builds alone: at least 2 MiB'],
    ['nothing where that is little', [{ ...gcc, size: 10 }], '/usr/bin/gcc-12 of layer 2 serves builds alone'],
  ])('%s', (_, files, detail) => expect(buildToolsInImage.judge(imageOf({ files }))).toMatchObject([{ detail }]));

  it('asks for another base image where that brought them', () => {
    expect(buildToolsInImage.judge(imageOf({ files: [{ ...gcc, layer: 1 }] }))[0]?.steps?.[0]).toMatch(/^FROM an image without them/);
  });

  it.each(['gcc', 'gcc-12', 'g++', 'build-essential', 'libssl-dev', 'musl-dev', 'glibc-devel', 'openjdk-17-jdk-headless', 'git'])(
    '%s is of a build',
    (name) => expect(isBuildPackage(name)).toBe(true),
  );

  it.each(['gcc-12-base', 'libgcc-s1', 'openjdk-17-jre', 'python3', 'gitlab', 'makedev', 'dev', 'udev', 'bash'])('%s is not', (name) =>
    expect(isBuildPackage(name)).toBe(false),
  );
});

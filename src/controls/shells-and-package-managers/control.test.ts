import { describe, expect, it } from 'vitest';
import { fileIn, imageOf } from '../../../test/support/image-contents.ts';
import { shellsAndPackageManagers } from './control.ts';

describe('shells-and-package-managers', () => {
  it('is held where there is none', () => {
    expect(shellsAndPackageManagers.judge(imageOf({}))).toMatchObject([{ outcome: 'held' }]);
  });

  it('tells them by kind and layer', () => {
    const files = [
      fileIn({ path: '/usr/bin/bash', what: 'shell' }),
      fileIn({ path: '/usr/bin/dash', what: 'shell' }),
      fileIn({ path: '/usr/bin/apt', what: 'package-manager' }),
      fileIn({ path: '/usr/local/bin/pip', what: 'package-manager', layer: 3 }),
      fileIn({ path: '/usr/bin/gcc', what: 'build-tool' }),
    ];
    expect(shellsAndPackageManagers.judge(imageOf({ files }))).toMatchObject([
      { outcome: 'broken', detail: '/usr/bin/bash and /usr/bin/dash of layer 1 are shells' },
      { outcome: 'broken', detail: '/usr/bin/apt of layer 1 is a package manager' },
      { outcome: 'broken', detail: '/usr/local/bin/pip of layer 3 is a package manager', inLayer: { digest: 'sha256:3' } },
    ]);
  });
});

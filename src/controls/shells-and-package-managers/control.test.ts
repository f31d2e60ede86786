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
      { outcome: 'broken', detail: 'layer 1 brings shells: /usr/bin/bash and /usr/bin/dash' },
      { outcome: 'broken', detail: 'layer 1 brings a package manager: /usr/bin/apt' },
      { outcome: 'broken', detail: 'layer 3 brings a package manager: /usr/local/bin/pip', inLayer: { digest: 'sha256:3' } },
    ]);
  });
});

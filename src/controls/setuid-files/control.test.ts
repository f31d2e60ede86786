import { describe, expect, it } from 'vitest';
import { fileIn, imageOf } from '../../../test/support/image-contents.ts';
import type { ImageFile } from '../../model/index.ts';
import { setuidFiles } from './control.ts';

const judge = (...files: readonly ImageFile[]) => setuidFiles.judge(imageOf({ files }));
const setUid = (path: string, more: Partial<ImageFile> = {}) => fileIn({ path, what: 'set-uid', mode: 0o4755, ...more });
const capable = (path: string, ...capabilities: readonly string[]) => fileIn({ path, what: 'capabilities', capabilities });

describe('setuid-files', () => {
  it.each<[string, readonly ImageFile[]]>([
    ['there is none', []],
    ['a shell is no such file', [fileIn({ path: '/bin/sh', what: 'shell' })]],
    ['it may only open low ports', [capable('/usr/bin/web', 'CAP_NET_BIND_SERVICE')]],
  ])('is held where %s', (_, files) => expect(judge(...files)).toMatchObject([{ outcome: 'held' }]));

  it.each<[string, ImageFile, string, RegExp]>([
    ['a usual one', setUid('/usr/bin/su'), 'low', /as distributions install it$/],
    ['a usual name elsewhere', setUid('/srv/su'), 'medium', /^\/srv\/su of layer 1 runs as root .*no distribution/],
    ['a shell of root', setUid('/opt/bash'), 'high', /runs as root/],
    ['an interpreter of root', setUid('/usr/bin/python3.12'), 'high', /runs as root/],
    ['a shell of another', setUid('/opt/bash', { uid: 33 }), 'medium', /runs as user 33/],
    ['a program of another', setUid('/opt/x', { uid: 33 }), 'low', /runs as user 33/],
    ['set-gid of root on a shell', setUid('/opt/sh', { what: 'set-gid' }), 'medium', /runs with group root/],
    ['a capability that leads to all', capable('/opt/x', 'CAP_SETUID'), 'medium', /holds CAP_SETUID whoever/],
    ['that on an interpreter', capable('/usr/bin/perl', 'CAP_SETUID'), 'high', /holds CAP_SETUID/],
    ['a lesser one', capable('/opt/x', 'CAP_NET_RAW'), 'low', /holds CAP_NET_RAW/],
    ['that of ping', capable('/usr/bin/ping', 'CAP_NET_RAW'), 'low', /as distributions install it$/],
  ])('%s', (_, file, severity, detail) => {
    expect(judge(file)).toMatchObject([
      { outcome: 'broken', severity, detail: expect.stringMatching(detail), inLayer: { layer: 1, path: file.path, digest: 'sha256:1' } },
    ]);
  });

  it('says the usual ones of a layer in one line, and others alike in one', () => {
    const usual = ['su', 'mount', 'passwd'].map((name) => setUid(`/usr/bin/${name}`));
    const verdicts = judge(...usual, setUid('/opt/a'), setUid('/opt/b'), setUid('/usr/bin/su', { layer: 2 }));
    expect(verdicts.map((verdict) => ('detail' in verdict ? verdict.detail : ''))).toEqual([
      'each of /opt/a and /opt/b of layer 1 runs as root whoever starts it (set-uid), and no distribution installs it so',
      '/usr/bin/mount, /usr/bin/passwd and /usr/bin/su of layer 1 run with more rights than whoever starts them, as distributions install them',
      '/usr/bin/su of layer 2 runs as root whoever starts it (set-uid), as distributions install it',
    ]);
    expect(verdicts[0]?.steps?.[0]).toMatch(/^RUN chmod a-s \/opt\/a \/opt\/b takes/);
  });
});

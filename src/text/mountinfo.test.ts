import { describe, expect, it } from 'vitest';
import { mountInfo } from './mountinfo.ts';

describe('a line of mountinfo', () => {
  it('in its parts', () => {
    expect(mountInfo('36 35 98:0 /sub /mnt rw,noatime shared:1 master:2 - ext3 /dev/root rw,errors=continue')).toEqual({
      ...{ id: '36', parent: '35', device: '98:0', root: '/sub', point: '/mnt', options: ['rw', 'noatime'] },
      ...{ tags: ['shared:1', 'master:2'], type: 'ext3', source: '/dev/root', superOptions: ['rw', 'errors=continue'] },
    });
  });

  it.each([
    ['\\040', ' '],
    ['a\\134040', 'a\\040'],
    ['\\011\\012\\043', '\t\n#'],
    ['\\777', '\\777'],
    ['\\04', '\\04'],
  ])('a path that is written %s', (written, path) => {
    expect(mountInfo(`1 0 0:1 / ${written} rw - tmpfs none rw`)?.point).toBe(path);
  });

  it.each(['', '1 0 0:1 / /mnt rw', '1 0 0:1 / /mnt rw -', '1 0 - / /mnt rw tmpfs none'])('%j is none', (line) => {
    expect(mountInfo(line)).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { fileIn, imageOf } from '../../../test/support/image-contents.ts';
import type { ImageFile } from '../../model/index.ts';
import { writableSystemFiles } from './control.ts';

const judge = (...files: readonly ImageFile[]) => writableSystemFiles.judge(imageOf({ files }));
const system = (path: string, more: Partial<ImageFile>) => fileIn({ path, what: 'writable-system', ...more });
const details = (...files: readonly ImageFile[]) => judge(...files).map((verdict) => ('detail' in verdict ? verdict.detail : ''));

describe('writable-system-files', () => {
  it('is held where there is none', () => {
    expect(judge(fileIn({ path: '/bin/sh', what: 'shell' }))).toMatchObject([{ outcome: 'held' }]);
  });

  it.each<[string, ImageFile, string, RegExp]>([
    ['users, for everybody', system('/etc/passwd', { mode: 0o666 }), 'high', /may be written by everybody, and decides who is root$/],
    ['users, for the group root', system('/etc/passwd', { mode: 0o664 }), 'medium', /decides who is root \(group 0\)$/],
    ['a program for everybody', system('/usr/bin/x', { mode: 0o777 }), 'medium', /everybody, though it is of the system$/],
    ['a program of somebody', system('/usr/bin/x', { uid: 1000 }), 'low', /belongs to .*\(user 1000\)$/],
    ['a program of a group', system('/usr/bin/x', { gid: 50, mode: 0o775 }), 'low', /\(group 50\)$/],
    ['a file of everybody', fileIn({ path: '/srv/x', what: 'world-writable', mode: 0o666 }), 'low', /may be written by everybody$/],
  ])('%s', (_, file, severity, detail) => {
    expect(judge(file)).toMatchObject([
      { outcome: 'broken', severity, detail: expect.stringMatching(detail), inLayer: { path: file.path, layer: 1 } },
    ]);
  });

  it('says what is alike in one line, folders for what is below them', () => {
    const open = (path: string, more: Partial<ImageFile> = {}) => fileIn({ path, what: 'world-writable', mode: 0o777, ...more });
    expect(details(open('/srv', { type: '5' }), open('/srv/a'), open('/srv/b'), open('/srvx'), open('/opt/c', { layer: 2 }))).toEqual([
      'each of /srv/ and /srvx of layer 1 may be written by everybody',
      '/opt/c of layer 2 may be written by everybody',
    ]);
  });
});

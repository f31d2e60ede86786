import { expect, it } from 'vitest';
import { foldersFor } from './live-folder.ts';

const line = (point: string, options: string, type: string, superOptions = 'rw') =>
  `36 35 0:30 / ${point} ${options} - ${type} none ${superOptions}`;

it.each<[string, readonly string[], readonly string[]]>([
  ['the root alone', [line('/', 'rw,relatime', 'overlay')], ['']],
  [
    'memory first',
    [line('/', 'rw', 'overlay'), line('/tmp', 'rw,nosuid', 'tmpfs'), line('/dev', 'rw,nosuid', 'tmpfs')],
    ['/dev', '/tmp', ''],
  ],
  ['a root that is read-only', [line('/', 'ro', 'overlay'), line('/dev', 'rw,nosuid', 'tmpfs')], ['/dev']],
  ['a file system that is read-only', [line('/', 'rw', 'overlay', 'ro,lowerdir=x')], []],
  ['where nothing runs', [line('/', 'ro', 'overlay'), line('/dev', 'rw,noexec', 'tmpfs')], []],
  ['a folder of the host', [line('/', 'ro', 'overlay'), line('/data', 'rw', 'ext4')], []],
  ['deeper ones, whose way may be replaced', [line('/', 'ro', 'overlay'), line('/a/b', 'rw', 'tmpfs')], []],
  ['covered', [line('/', 'ro', 'overlay'), line('/tmp', 'rw', 'tmpfs'), line('/tmp', 'ro', 'tmpfs')], []],
  ['no mounts', [''], []],
])('%s', (_, lines, expected) => expect(foldersFor(lines.join('\n'))).toEqual(expected));

import { expect, it } from 'vitest';
import { layerFile } from '../../../test/support/layer-file.ts';
import { unreadReader } from './unread.ts';

it.each<[string, (readonly [path: string, type: string])[], string[]]>([
  ['the folder', [['var/lib/pacman/local', '5']], ['var/lib/pacman/local']],
  ['a file in it alone', [['var/lib/pacman/local/bash-5.2-1/desc', '0']], ['var/lib/pacman/local']],
  ['a folder in it', [['nix/store/0abc-bash-5.2', '5']], ['nix/store']],
  ['a file of that name', [['var/lib/pacman/local', '0']], []],
  [
    'another folder',
    [
      ['var/lib/pacman/locale/x', '0'],
      ['toString', '5'],
      ['srv/nix/store/x', '0'],
    ],
    [],
  ],
  [
    'each once',
    [
      ['var/db/pkg', '5'],
      ['var/db/pkg/app-shells/bash-5.2/CONTENTS', '0'],
      ['gnu/store/x', '0'],
    ],
    ['var/db/pkg', 'gnu/store'],
  ],
])('says that packages of others are not read: %s', (_, entries, expected) => {
  const reader = unreadReader();
  const facts = entries.flatMap(([path, type]) => reader.entry?.(layerFile(path, 0, { type })) ?? []);
  expect(facts.map(({ kind, path }) => `${kind} ${path}`)).toEqual(expected.map((path) => `problem ${path}`));
});

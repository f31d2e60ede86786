import { describe, expect, it } from 'vitest';
import type { LayerFact } from '../../model/index.ts';
import { pathSet } from '../layer/paths.ts';
import type { LayerContents } from '../layer/read.ts';
import { survivingFiles } from './surviving.ts';

interface Written {
  readonly facts?: readonly (readonly [path: string, mode: number])[];
  readonly files?: readonly string[];
  readonly deleted?: readonly string[];
}

/** A path that ends on a slash is a folder. */
function layer({ facts = [], files = [], deleted = [] }: Written): LayerContents {
  const sets = { files: pathSet(), folders: pathSet(), deleted: pathSet(), emptied: pathSet() };
  for (const path of [...files, ...facts.map(([name]) => name)])
    path.endsWith('/') ? sets.folders.add(path.slice(0, -1)) : sets.files.add(path);
  for (const path of deleted) sets.deleted.add(path);
  return {
    ...sets,
    secrets: [],
    links: new Map(),
    entries: 0,
    problems: [],
    facts: facts.map(([path, mode]): LayerFact => {
      const folder = path.endsWith('/');
      const what = folder ? 'world-writable' : 'set-uid';
      return { kind: 'file', path: folder ? path.slice(0, -1) : path, what, type: folder ? '5' : '0', mode, uid: 0, gid: 0, size: 1 };
    }),
  };
}

describe('the files that are there when a container starts', () => {
  it.each<[string, readonly (Written | undefined)[], readonly (readonly [string, number])[]]>([
    ['one', [{ facts: [['srv/x', 0o4755]] }], [['/srv/x', 1]]],
    ['one that a later layer deletes', [{ facts: [['srv/x', 0o4755]] }, { deleted: ['srv/x'] }], []],
    ['one whose folder is deleted', [{ facts: [['srv/x', 0o4755]] }, { deleted: ['srv'] }], []],
    ['one whose rights are taken away', [{ facts: [['srv/x', 0o4755]] }, { files: ['srv/x'] }], []],
    ['one that gets them later', [{ files: ['srv/x'] }, { facts: [['srv/x', 0o4755]] }], [['/srv/x', 2]]],
    ['one that is written anew', [{ facts: [['srv/x', 0o4755]] }, { facts: [['srv/x', 0o4755]] }], [['/srv/x', 2]]],
    ['a folder that is only listed again', [{ facts: [['srv/', 0o777]] }, { facts: [['srv/', 0o777]] }], [['/srv', 1]]],
    ['a folder that is mended', [{ facts: [['srv/', 0o777]] }, { files: ['srv/'] }], []],
    ['a folder that is broken anew', [{ facts: [['srv/', 0o777]] }, { files: ['srv/'] }, { facts: [['srv/', 0o777]] }], [['/srv', 3]]],
    ['a folder that is another', [{ facts: [['srv/', 0o777]] }, { facts: [['srv/', 0o757]] }], [['/srv', 2]]],
    ['layers that were not read', [undefined, { facts: [['srv/x', 0o4755]] }, undefined], [['/srv/x', 2]]],
  ])('%s', (_, layers, expected) => {
    const found = survivingFiles(layers.map((each) => (each === undefined ? undefined : layer(each))));
    expect(found.map(({ path, layer: number }) => [path, number])).toEqual(expected);
  });
});

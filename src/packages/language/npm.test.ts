import { describe, expect, it } from 'vitest';
import { layerFile } from '../../../test/support/layer-file.ts';
import { doors, toldLines } from '../../../test/support/told-lines.ts';
import { zipFile } from '../../../test/support/zip.ts';
import { npmReader, yarnReader } from './npm.ts';

const path = 'app/node_modules/left-pad/package.json';

describe('packages of npm', () => {
  it.each<[string, string, string[]]>([
    ['a package', '{"name":"left-pad","version":"1.3.0","license":"WTFPL"}', ['npm left-pad 1.3.0 WTFPL']],
    ['one with a scope', '{"name":"@babel/core","version":"7.0.0-rc.1"}', ['npm @babel/core 7.0.0-rc.1']],
    ['a licence in its old form', '{"name":"a","version":"1.0.0","license":{"type":"MIT","url":"x"}}', ['npm a 1.0.0 MIT']],
    ['a mark of the order of bytes', '\ufeff{"name":"a","version":"1.0.0"}', ['npm a 1.0.0']],
    ['no version', '{"name":"a"}', []],
    ['what only says which modules it holds', '{"type":"module"}', []],
    ['a version that is a number', '{"name":"a","version":1}', []],
    ['a list', '[]', []],
    ['null', 'null', []],
    ['no JSON', '{"name":', ['it is no JSON']],
    ['a name of two lines', '{"name":"a\\nb","version":"1.0.0"}', ['it tells of a package without a proper name and version']],
  ])('%s', (_, text, told) => expect(toldLines(npmReader, path, text)).toEqual(told));

  it('wants no package.json elsewhere, and no lock file', () => {
    expect([path, 'app/package.json', 'app/package-lock.json'].map((each) => npmReader.wants?.(layerFile(each, 0)))).toEqual([
      'whole',
      undefined,
      undefined,
    ]);
  });

  const yarn = yarnReader(doors);
  it.each<[string, Uint8Array | string, string[]]>([
    [
      'a package that Yarn runs from its zip file',
      zipFile({
        'node_modules/left-pad/index.js': '',
        'node_modules/left-pad/package.json': '{"name":"left-pad","version":"1.3.0"}',
        'node_modules/left-pad/test/package.json': '{"name":"x","version":"0.0.0"}',
      }),
      ['npm left-pad 1.3.0'],
    ],
    ['a zip file of something else', zipFile({ 'a.txt': 'a' }), []],
    ['no zip file', 'hello', ['it is no zip file, or a damaged one']],
  ])('%s', (_, bytes, told) => expect(toldLines(yarn, 'app/.yarn/cache/left-pad-npm-1.3.0-1.zip', bytes)).toEqual(told));
});

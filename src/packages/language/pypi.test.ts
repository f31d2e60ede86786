import { describe, expect, it } from 'vitest';
import { toldLines } from '../../../test/support/told-lines.ts';
import { normalName, pypiReader } from './pypi.ts';

const path = 'usr/lib/python3/dist-packages/a-1.0.dist-info/METADATA';

describe('packages of Python', () => {
  it.each<[string, string, string[]]>([
    [
      'a package',
      'Metadata-Version: 2.1\nName: Flask_SQLAlchemy\nVersion: 3.0.2\nLicense: BSD\n\nName: other',
      ['pypi flask-sqlalchemy 3.0.2 BSD'],
    ],
    ['lines that end as on Windows', 'Name: a\r\nVersion: 1.0\r\n\r\nVersion: 2', ['pypi a 1.0']],
    [
      'a licence by its expression',
      'Name: a\nVersion: 1\nLicense: x\nLicense-Expression: MIT OR Apache-2.0',
      ['pypi a 1 MIT OR Apache-2.0'],
    ],
    ['a licence that nobody knows', 'Name: a\nVersion: 1\nLicense: UNKNOWN', ['pypi a 1']],
    ['lines that go on', 'Name: a\nDescription: x\n Version: 9\nVersion: 1', ['pypi a 1']],
    ['no version', 'Name: a\n\nVersion: 1', ['it tells of a package without a proper name and version']],
    ['nothing', '', ['it tells of a package without a proper name and version']],
  ])('%s', (_, text, told) => expect(toldLines(pypiReader, path, text)).toEqual(told));

  it('what another package carries along is inside it', () => {
    const vendored = 'usr/lib/python3/dist-packages/setuptools/_vendor/wheel-0.43.0.dist-info/METADATA';
    expect(toldLines(pypiReader, vendored, 'Name: wheel\nVersion: 0.43.0\n')).toEqual(['pypi wheel 0.43.0 inside']);
  });

  // packaging.python.org, "Names and normalization".
  it.each(['friendly-bard', 'Friendly-Bard', 'FRIENDLY-BARD', 'friendly.bard', 'friendly_bard', 'friendly--bard', 'FrIeNdLy-._.-bArD'])(
    '%s is friendly-bard',
    (name) => expect(normalName(name)).toBe('friendly-bard'),
  );
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layerFile } from '../../../test/support/layer-file.ts';
import { distributionReader, ofOsRelease } from './os-release.ts';

const read = (path: string, text: string) => distributionReader.read?.(layerFile(path, text.length), Buffer.from(text)) ?? [];

const debian = `PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
NAME="Debian GNU/Linux"
VERSION_ID="12"
VERSION="12 (bookworm)"
VERSION_CODENAME=bookworm
ID=debian
HOME_URL="https://www.debian.org/"
`;

describe('which distribution', () => {
  it.each<[string, string, object]>([
    ['Debian', debian, { id: 'debian', version: '12', codename: 'bookworm', name: 'Debian GNU/Linux 12 (bookworm)', like: [] }],
    ['its testing has no number', 'ID=debian\nVERSION_CODENAME=forky\nNAME=x', { id: 'debian', codename: 'forky', name: 'x', like: [] }],
    [
      'an older one',
      'ID=debian\nVERSION_ID="8"\nVERSION="8 (jessie)"',
      { id: 'debian', version: '8', codename: 'jessie', name: 'debian', like: [] },
    ],
    [
      'like others',
      'ID=\'rocky\'\nID_LIKE="rhel centos  fedora"\nVERSION_ID=9.3',
      { id: 'rocky', version: '9.3', name: 'rocky', like: ['rhel', 'centos', 'fedora'] },
    ],
    ['with signs for a shell', 'ID=x\nNAME="a \\"b\\" \\$c\\\\"', { id: 'x', name: 'a "b" $c\\', like: [] }],
    ['nothing', '', { id: 'linux', name: 'linux', like: [] }],
    ['what would write on a terminal', 'ID=x\nNAME="a\u001b[2Jb\u202e"', { id: 'x', name: 'a [2Jb', like: [] }],
  ])('%s', (_, text, expected) => expect(ofOsRelease(text)).toEqual(expected));

  it.each<[string, string, object | undefined]>([
    ['etc/alpine-release', '3.19.1\n', { id: 'alpine', version: '3.19.1' }],
    ['etc/redhat-release', 'CentOS release 6.10 (Final)\n', { id: 'centos', version: '6.10' }],
    ['etc/redhat-release', 'CentOS Linux release 7.9.2009 (Core)\n', { id: 'centos', version: '7.9.2009' }],
    ['etc/redhat-release', 'Red Hat Enterprise Linux Server release 6.10 (Santiago)', { id: 'rhel', version: '6.10' }],
    ['etc/fedora-release', 'Fedora release 30 (Thirty)', { id: 'fedora', version: '30' }],
    ['etc/oracle-release', 'Oracle Linux Server release 6.10', { id: 'ol', version: '6.10' }],
    ['etc/redhat-release', 'Other release 1', undefined],
    ['etc/debian_version', '7.11\n', { id: 'debian', version: '7' }],
    ['etc/debian_version', 'trixie/sid\n', { id: 'debian', codename: 'trixie' }],
    ['etc/debian_version', 'kali-rolling\n', undefined],
  ])('%s: %j', (path, text, distribution) => {
    expect(distributionReader.wants?.(layerFile(path, 1))).toBe('whole');
    expect(read(path, text)).toMatchObject(distribution === undefined ? [] : [{ kind: 'distribution', path, distribution }]);
  });

  it('is one line of visible text, whatever is written', () => {
    const line = fc.oneof(
      fc.tuple(fc.constantFrom('ID', 'NAME', 'VERSION', 'ID_LIKE'), fc.string({ unit: 'binary' })).map(([a, b]) => `${a}=${b}`),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const { id, version = '', codename = '', name, like } = ofOsRelease(lines.join('\n'));
        for (const text of [id, version, codename, name, ...like]) expect(text).toMatch(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]{0,200}$/u);
      }),
    );
  });
});

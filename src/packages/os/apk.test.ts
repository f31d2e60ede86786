import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layerFile } from '../../../test/support/layer-file.ts';
import type { LayerFact } from '../../model/index.ts';
import { apkReader } from './apk.ts';

const path = 'lib/apk/db/installed';
const read = (text: string): readonly LayerFact[] => apkReader.read?.(layerFile(path, text.length), Buffer.from(text)) ?? [];

const record = `C:Q1abc=
P:libcrypto3
V:3.1.4-r5
A:x86_64
S:1
I:4227072
T:Crypto library
U:https://example.com
L:Apache-2.0
o:openssl
m:Somebody <a@example.com>
D:so:libc.musl-x86_64.so.1
F:lib
R:libcrypto.so.3
a:0:0:755
Z:Q1x=
F:usr
F:usr/share/doc
R:readme.txt

P:busybox
V:1.36.1-r15
A:x86_64
o:busybox
F:
R:x
F:bin
R:busybox

`;

describe('the record of apk', () => {
  it('packages with their source, and the files that tell of packages', () => {
    expect(read(record)).toEqual([
      {
        kind: 'packages',
        path,
        packages: [
          {
            kind: 'apk',
            name: 'libcrypto3',
            version: '3.1.4-r5',
            arch: 'x86_64',
            source: { name: 'openssl', version: '3.1.4-r5' },
            size: 4227072,
            license: 'Apache-2.0',
          },
          { kind: 'apk', name: 'busybox', version: '1.36.1-r15', arch: 'x86_64' },
        ],
      },
      { kind: 'owned', path, owner: 'libcrypto3', files: ['lib/libcrypto.so.3'] },
      { kind: 'owned', path, owner: 'busybox', files: ['bin/busybox'] },
    ]);
  });

  it.each([
    [path, 'whole'],
    ['usr/lib/apk/db/installed', 'whole'],
    ['lib/apk/db/scripts.tar', undefined],
    ['srv/lib/apk/db/installed', undefined],
  ])('%s: %s', (file, wish) => expect(apkReader.wants?.(layerFile(file, 1))).toBe(wish));

  it.each<[string, string, number, number]>([
    ['empty', '', 0, 0],
    ['without a version', 'P:a\n', 0, 1],
    ['a name that would write on the terminal', 'P:\u001b[2J\nV:1\n', 0, 1],
    ['two names: the first counts', 'P:a\nP:b\nV:1\n', 1, 0],
    ['white space between', 'P:a\nV:1\n \t\n\n\nP:b\nV:1', 2, 0],
  ])('%s', (_, text, packages, problems) => {
    const facts = read(text);
    expect(facts.flatMap((fact) => (fact.kind === 'packages' ? fact.packages : []))).toHaveLength(packages);
    expect(facts.filter(({ kind }) => kind === 'problem')).toHaveLength(problems);
  });

  it.each([
    ['a deep folder with a million programs in it', `P:a\nV:1\nF:${'bin/'.repeat(900)}x\n${'R:y\n'.repeat(1_000_000)}`],
    ['a deeper one', `P:a\nV:1\nF:${'lib/'.repeat(900)}x\n${'R:y.txt\n'.repeat(1_000_000)}`],
    ['one with a million that are none', `P:a\nV:1\nF:${'usr/'.repeat(900)}x\n${'R:y.txt\n'.repeat(1_000_000)}`],
  ])('%s: it is refused, and soon', (_, text) => {
    const start = process.cpuUsage();
    expect(() => read(text)).toThrow('more files than any image has');
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1e6).toBeLessThan(20);
  });

  it('whatever is in it', () => {
    const line = fc.oneof(
      fc.constantFrom('', 'P:a', 'V:1', 'F:bin', 'R:x', ':', 'P:', `F:${'x/'.repeat(3000)}`),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        for (const fact of read(lines.join('\n')))
          if (fact.kind === 'packages') for (const { name, version } of fact.packages) expect(`${name}${version}`).toMatch(/^[!-~]+$/);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layerFile } from '../../../../test/support/layer-file.ts';
import { hasBerkeley, hasRpm, rpmDatabases } from '../../../../test/support/rpm-database.ts';
import { sqliteRows } from '../../../host/sqlite-bytes.ts';
import { type LayerFact, Unreadable } from '../../../model/index.ts';
import { rpmManifestReader } from './manifest.ts';
import { rpmFacts } from './package.ts';
import { rpmReader } from './reader.ts';

const reader = rpmReader({ rows: sqliteRows });
const read = (path: string, bytes: Uint8Array): readonly LayerFact[] => reader.read?.(layerFile(path, bytes.length), bytes) ?? [];

const told = (facts: readonly LayerFact[]): string[] =>
  facts
    .flatMap((fact) => (fact.kind === 'packages' ? fact.packages : []))
    .map(({ name, version, arch, source, size, module = '' }) => {
      const epochless = (text: string): string => text.replace(/^\d+:/, '');
      const from = `${source?.name ?? name}-${epochless(source?.version ?? version)}.src.rpm`;
      return `${name} ${version} ${arch} ${from} ${size} ${module}`.trimEnd();
    })
    .sort();

const none = { databases: { sqlite: undefined, ndb: undefined, berkeley: undefined }, said: [], saidOfBerkeley: [], manifest: '' };
const made: ReturnType<typeof rpmDatabases> | typeof none = hasRpm ? rpmDatabases() : none;

describe.skipIf(!hasRpm)('packages that rpm built', () => {
  const { databases, said, saidOfBerkeley, manifest } = made;

  it.each(['sqlite', 'ndb', 'berkeley'] as const)(
    '%s: names, versions, architectures, sources, sizes and modules as rpm -qa says',
    (form) => {
      const database = databases[form];
      if (database === undefined) return expect([form, hasBerkeley]).toEqual(['berkeley', false]);
      expect(reader.wants?.(layerFile(database.path, database.bytes.length))).toBe('whole');
      const facts = read(database.path, database.bytes);
      expect([said.length, saidOfBerkeley]).toEqual([3, said]);
      expect(told(facts)).toEqual(said);
      const owned = facts.flatMap((fact) => (fact.kind === 'owned' ? [fact] : [])).sort((a, b) => (a.owner < b.owner ? -1 : 1));
      expect([owned.length, facts.length]).toEqual([2, 3]);
      expect(owned).toEqual([
        { kind: 'owned', path: database.path, owner: 'below-libs', files: ['usr/lib/python3.9/site-packages/x.dist-info/METADATA'] },
        { kind: 'owned', path: database.path, owner: 'plain', files: ['usr/bin/plain'] },
      ]);
    },
  );

  it('a list in the place of a database, as images of Azure Linux have it', () => {
    const path = 'var/lib/rpmmanifest/container-manifest-2';
    expect(rpmManifestReader.wants?.(layerFile(path, manifest.length))).toBe('whole');
    const facts = rpmManifestReader.read?.(layerFile(path, manifest.length), Buffer.from(manifest)) ?? [];
    expect([told(facts), facts.length]).toEqual([said.map((line) => line.replace(/ nodejs:18.*$/, '')), 1]);
  });

  it.each(['sqlite', 'ndb', 'berkeley'] as const)('%s: cut off or changed anywhere, it is read or Unreadable, and soon', (form) => {
    const database = databases[form];
    if (database === undefined) return;
    const { path, bytes } = database;
    const hurt = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 });
    const early = fc.array(fc.tuple(fc.nat(Math.min(bytes.length - 1, 300)), fc.nat(255)), { minLength: 1, maxLength: 4 });
    const length = fc.oneof(fc.constant(bytes.length), fc.nat(bytes.length));
    fc.assert(
      fc.property(fc.oneof(hurt, early), length, (changes, kept) => {
        const copy = Uint8Array.from(bytes.subarray(0, kept));
        for (const [at, byte] of changes) if (at < kept) copy[at] = byte;
        try {
          for (const fact of read(path, copy)) expect(['packages', 'owned', 'problem']).toContain(fact.kind);
        } catch (error) {
          if (!(error instanceof Unreadable)) throw error;
          expect(error.message).toMatch(/^[^\n]{1,200}$/);
        }
      }),
      { numRuns: form === 'sqlite' ? 60 : 1500 },
    );
  });
});

describe('what is no database', () => {
  it.each<[string, Buffer, RegExp]>([
    ['var/lib/rpm/Packages', Buffer.alloc(600, 1), /no hash file of Berkeley DB/],
    ['var/lib/rpm/Packages', berkeley(600, { pageLength: 513 }), /its pages do not fit/],
    ['var/lib/rpm/Packages', berkeley(600, { pageLength: 512, version: 5 }), /of version 5/],
    ['var/lib/rpm/Packages', berkeley(600, { pageLength: 512, last: 2 ** 31 }), /cut off/],
    ['var/lib/rpm/Packages', circle(), /its pages do not fit/],
    ['usr/lib/sysimage/rpm/Packages.db', Buffer.alloc(5000), /no database of rpm/],
    ['usr/lib/sysimage/rpm/Packages.db', ndb([[1, 5000, 4]]), /does not lie where it should/],
    ['usr/lib/sysimage/rpm/Packages.db', ndb(Array.from({ length: 200 }, () => [1, 256, 250])), /lie upon each other/],
    ['var/lib/rpm/rpmdb.sqlite', Buffer.from('no'), /no SQLite file/],
  ])('%s: %s', (path, bytes, message) => {
    expect(() => read(path, bytes)).toThrow(message);
  });

  it.each([
    ['texts', header([1000, 6, 1], [1117, 8, 3_000_000], 3_000_000)],
    ['numbers', header([1000, 6, 1], [1116, 4, 3_000_000], 12_000_000)],
  ])('a header of three million %s is refused', (_, bytes) => {
    expect(() => rpmFacts('x', [bytes])).toThrow('more files than any has');
  });

  it.each(['x', 'x\t1', '\t\t\t', 'a\t\u001b[2J-1', 'a\t1-1\t\t\t\t\t-5'])('a line of a list: %j', (line) => {
    const facts = rpmManifestReader.read?.(layerFile('x', 1), Buffer.from(line)) ?? [];
    for (const fact of facts)
      if (fact.kind === 'packages')
        for (const { name, version, size = 0 } of fact.packages)
          expect([`${name}${version}`, size]).toEqual([expect.stringMatching(/^[!-~]+$/), 0]);
  });

  it('a log of SQLite that was not written back is told', () => {
    expect(reader.entry?.(layerFile('var/lib/rpm/rpmdb.sqlite-wal', 4152))).toMatchObject([{ kind: 'problem' }]);
    expect(reader.entry?.(layerFile('var/lib/rpm/rpmdb.sqlite-wal', 0))).toEqual([]);
  });

  it.each(['var/lib/rpm/__db.001', 'home/var/lib/rpm/Packages', 'var/lib/rpm/Packages/x', 'opt/rpmdb.sqlite'])(
    '%s is not wanted',
    (path) => {
      expect(reader.wants?.(layerFile(path, 10))).toBeUndefined();
    },
  );
});

function berkeley(length: number, { pageLength = 512, version = 9, last = 0 }): Buffer {
  const bytes = Buffer.alloc(length);
  bytes.writeUInt32LE(0x00061561, 12);
  bytes.writeUInt32LE(version, 16);
  bytes.writeUInt32LE(pageLength, 20);
  bytes.writeUInt32LE(last, 32);
  return bytes;
}

/** A value of 1000 bytes on a page that goes on with itself. */
function circle(): Buffer {
  const bytes = berkeley(512 * 3, { last: 2 });
  bytes.writeUInt16LE(2, 512 + 20);
  bytes[512 + 25] = 13;
  bytes.writeUInt16LE(507, 512 + 26);
  bytes.writeUInt16LE(495, 512 + 28);
  bytes[512 + 495] = 3;
  bytes.writeUInt32LE(2, 512 + 499);
  bytes.writeUInt32LE(1000, 512 + 503);
  bytes[1024 + 25] = 7;
  bytes.writeUInt16LE(100, 1024 + 22);
  bytes.writeUInt32LE(2, 1024 + 16);
  return bytes;
}

/** Slots of [number, block, blocks], and a head of a blob at block 256. */
function ndb(slots: readonly (readonly number[])[]): Buffer {
  const bytes = Buffer.alloc(4096 * 2);
  bytes.write('RpmP');
  bytes.writeUInt32LE(1, 12);
  for (let at = 32; at < 4096; at += 16) bytes.write('Slot', at);
  slots.forEach((slot, nth) => {
    slot.forEach((value, at) => {
      bytes.writeUInt32LE(value, 36 + nth * 16 + at * 4);
    });
  });
  bytes.write('BlbS', 4096);
  // A header without tags: its lengths are zero.
  bytes.writeUInt32LE(100, 4096 + 12);
  return bytes;
}

/** Two tags [tag, type, count] at the beginning of a store of zeros. */
function header(one: readonly number[], two: readonly number[], length: number): Buffer {
  const bytes = Buffer.alloc(8 + 32 + length);
  for (const [at, value] of [2, length, one[0], one[1], 0, one[2], two[0], two[1], 0, two[2]].entries())
    bytes.writeUInt32BE(value ?? 0, at * 4);
  return bytes;
}

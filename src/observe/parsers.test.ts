import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allCapabilities } from '../facts/capabilities.ts';
import { capabilityNames } from './capabilities.ts';
import { parseCgroup } from './cgroup.ts';
import { inside, parseIdMap } from './id-map.ts';
import { below, parseMountinfo } from './mountinfo.ts';
import { parseSockets } from './sockets.ts';

const source = (text: string) => ({ path: '/proc/1/x', text });

/** As the kernel writes a path: mangle_path of Linux 6.12 fs/seq_file.c with " \t\n\\#". */
const escaped = (path: string): string => path.replace(/[ \t\n\\#]/g, (char) => `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`);
const path = fc.stringMatching(/^\/[a-z \\\t\n#é/0-9]{0,30}$/);

describe('mountinfo', () => {
  it('gives back every path', () => {
    fc.assert(
      fc.property(path, path, (root, point) => {
        const [line] = parseMountinfo(
          source(`36 35 98:0 ${escaped(root)} ${escaped(point)} rw,noatime shared:1 master:2 - ext3 /dev/root rw,errors=continue\n`),
        );
        expect(line).toMatchObject({
          root,
          point,
          options: ['rw', 'noatime'],
          tags: ['shared:1', 'master:2'],
          type: 'ext3',
          superOptions: ['rw', 'errors=continue'],
        });
      }),
    );
  });

  it('survives any text', () => {
    fc.assert(fc.property(fc.string({ maxLength: 300 }), (text) => void parseMountinfo(source(text))));
  });

  it.each([
    ['/a/b', '/a', '/b'],
    ['/a', '/a', ''],
    ['/ab', '/a', undefined],
    ['/a', '/', '/a'],
    ['/', '/', ''],
  ])('%s below %s', (one, folder, expected) => expect(below(one, folder)).toBe(expected));
});

describe('cgroup', () => {
  it('one path for each controller, whatever its name holds', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\/[a-z:@. -]{0,30}$/), (one) => {
        const paths = parseCgroup(source(`4:cpu,cpuacct:${one}\n1:name=systemd:/x\n0::${one}\n`));
        expect([...paths]).toEqual([
          ['cpu', one],
          ['cpuacct', one],
          ['name=systemd', '/x'],
          ['unified', one],
        ]);
      }),
    );
  });
});

describe('capabilities', () => {
  it('every set and its names are one another’s', () => {
    fc.assert(
      fc.property(fc.subarray(allCapabilities.map((name, number) => ({ name, number }))), (chosen) => {
        const bits = chosen.reduce((sum, { number }) => sum | (1n << BigInt(number)), 0n);
        expect(capabilityNames(bits.toString(16).padStart(16, '0'))).toEqual(chosen.map(({ name }) => name));
      }),
    );
  });

  it('a bit without a name, and what is no set', () => {
    expect(capabilityNames('8000000000000000')).toEqual(['CAP_63']);
    expect(capabilityNames('xyz')).toBeUndefined();
  });
});

describe('id maps', () => {
  it('lead from the host to the inside and nowhere else', () => {
    fc.assert(
      fc.property(
        fc.nat(100_000),
        fc.nat(100_000),
        fc.integer({ min: 1, max: 5000 }),
        fc.nat(10_000),
        (containerId, hostId, size, offset) => {
          const map = parseIdMap(`${containerId} ${hostId} ${size}`) ?? [];
          expect(inside(map, hostId + offset)).toBe(offset < size ? containerId + offset : undefined);
        },
      ),
    );
  });

  it.each(['0 0', '0 0 -1', 'a b c', '0 0 1 1'])('%s is none', (text) => expect(parseIdMap(text)).toBeUndefined());
});

describe('sockets', () => {
  const line = (address: string, state: string) =>
    `   0: ${address}:1F90 ${'0'.repeat(address.length)}:0000 ${state} 00000000:00000000 00:00000000 00000000     0        0 4242 1 0000 100 0 0 10 0\n`;
  it.each([
    ['0100007F', '127.0.0.1'],
    ['00000000', '0.0.0.0'],
    ['00000000000000000000000000000000', '::'],
    ['00000000000000000000000001000000', '::1'],
    ['0000000000000000FFFF00000100007F', '::ffff:127.0.0.1'],
    ['B80D0120000000000000000001000000', '2001:db8::1'],
  ])('%s is %s', (hex, address) =>
    expect(parseSockets(source(line(hex, '0A')), 'tcp', '0A')).toEqual([{ protocol: 'tcp', address, port: 8080, inode: '4242' }]),
  );

  it('only those that wait', () => expect(parseSockets(source(line('0100007F', '01')), 'tcp', '0A')).toEqual([]));
});

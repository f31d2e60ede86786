import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elfFile, framed, goInline, goPointers, type Made } from '../../../test/support/elf.ts';
import { layerFile } from '../../../test/support/layer-file.ts';
import { doors, lines, toldLines } from '../../../test/support/told-lines.ts';
import { Unreadable } from '../../model/index.ts';
import { longProgram } from './go/long.ts';
import { programReader } from './programs.ts';

const reader = programReader(doors);

const modules = framed([
  'path\texample.com/tool/cmd',
  'mod\texample.com/tool\t(devel)\t',
  'dep\tgolang.org/x/net\tv0.5.0\th1:sum=',
  'dep\texample.com/old\tv1.0.0\th1:sum=',
  '=>\texample.com/fork\tv1.0.1\th1:sum=',
  'dep\texample.com/folder\tv1.0.0',
  '=>\t./folder\t\t',
  'build\t-compiler=gc',
]);
const named = [
  'golang stdlib 1.19.8 inside',
  'golang example.com/tool (devel) inside',
  'golang golang.org/x/net v0.5.0 inside',
  'golang example.com/fork v1.0.1 inside',
  'golang example.com/folder (devel) inside',
];

const crates = {
  packages: [
    { name: 'tool', version: '0.1.0', source: 'local', root: true, dependencies: [1] },
    { name: 'serde', version: '1.0.150', source: 'crates.io' },
    { name: 'cc', version: '1.0.0', source: 'crates.io', kind: 'build' },
  ],
};
const deps = (value: unknown): Made => ({ sections: [{ name: '.dep-v0', content: deflateSync(JSON.stringify(value)) }] });

const withSection = (data: Uint8Array): Made => ({ data, sections: [{ name: '.go.buildinfo', content: data }] });

// Files of the three forms were held by hand against "go version -m" of Go 1.26, as were skopeo, docker-registry, podman, runc, kubectl 1.35 and helm 4.1.
const programs: readonly [string, Uint8Array, string[]][] = [
  ['Go since 1.18', elfFile({ data: goInline('go1.19.8', modules) }), named],
  ['Go before', elfFile({ data: goPointers('go1.19.8', modules) }), named],
  [
    'Go before, of 32 bits and the other order of bytes',
    elfFile({ wide: false, little: false, data: goPointers('go1.19.8', modules, { wide: false, little: false }) }),
    named,
  ],
  ['Go with the name of its section', elfFile(withSection(goInline('go1.19.8', modules))), named],
  [
    'Go with a section that is damaged',
    elfFile(withSection(goInline('go1.19.8', modules).subarray(0, 60))),
    ['what Go wrote into it of its modules is damaged, or in a form that is not read'],
  ],
  ['Go without modules', elfFile({ data: goInline('go1.21rc2', '') }), ['golang stdlib 1.21rc2 inside']],
  ['Go with an experiment', elfFile({ data: goInline('go1.20.3 X:boringcrypto', '') }), ['golang stdlib 1.20.3 inside']],
  ["Go of a distribution's own", elfFile({ data: goInline('go1.22.5 (Red Hat 1.22.5-2.el9)', '') }), ['golang stdlib 1.22.5 inside']],
  ['Go that is no release', elfFile({ data: goInline('devel go1.22-abc123 Mon', '') }), ['golang stdlib (devel) inside']],
  ['the words of Go in something else', elfFile({ data: goInline('hello', modules) }), []],
  ['Rust with its crates', elfFile(deps(crates)), ['cargo tool 0.1.0 inside', 'cargo serde 1.0.150 inside']],
  ['Rust with other data', elfFile(deps([])), ['its section .dep-v0 names no packages']],
  [
    'Rust with damaged data',
    elfFile({ sections: [{ name: '.dep-v0', content: new Uint8Array(20) }] }),
    ['what is packed in it is damaged'],
  ],
  [
    'a bomb',
    elfFile({ sections: [{ name: '.dep-v0', content: deflateSync(Buffer.alloc(40_000_000)) }] }),
    ['what is packed in it is too long'],
  ],
  [
    'both',
    elfFile({ ...deps(crates), data: goInline('go1.19.8', '') }),
    ['golang stdlib 1.19.8 inside', 'cargo tool 0.1.0 inside', 'cargo serde 1.0.150 inside'],
  ],
  ['neither', elfFile({ sections: [{ name: '.text', content: new Uint8Array(64) }] }), []],
];

describe('what programs tell', () => {
  it.each(programs)('%s', (_, bytes, told) => expect(toldLines(reader, 'usr/bin/tool', bytes)).toEqual(told));

  it.each<[string, Uint8Array, boolean]>([
    ['a program', elfFile({ type: 2 }), true],
    ['a library', elfFile({ type: 3 }), true],
    ['one of the other order of bytes', elfFile({ little: false }), true],
    ['an object that was not linked, as a kernel module', elfFile({ type: 1 }), false],
    ['a text', new TextEncoder().encode('#!/bin/sh\n'.repeat(10)), false],
    ['nothing', new Uint8Array(), false],
  ])('begins as one: %s', (_, bytes, begins) => expect(reader.begins?.(bytes.subarray(0, 512), layerFile('x', 0))).toBe(begins));

  it('asks for what may be run or loaded', () => {
    const wishes = [
      layerFile('usr/bin/a', 0, { mode: 0o755 }),
      layerFile('usr/lib/a.so.1', 0),
      layerFile('x/a.node', 0),
      layerFile('usr/share/a.txt', 0),
    ];
    expect(wishes.map((file) => reader.wants?.(file))).toEqual(['head', 'head', 'head', undefined]);
  });

  it('throws nothing but Unreadable, whatever was changed in it', () => {
    const whole = [elfFile({ ...deps(crates), data: goInline('go1.19.8', modules) }), elfFile({ data: goPointers('go1.19.8', modules) })];
    const place = fc.oneof(fc.nat(120), fc.nat(2000));
    fc.assert(
      fc.property(
        fc.constantFrom(...whole),
        fc.array(fc.tuple(place, fc.constantFrom(0, 1, 2, 0x7f, 0xff)), { maxLength: 6 }),
        (file, changes) => {
          const bytes = Uint8Array.from(file);
          for (const [at, value] of changes) if (at > 5 && at < bytes.length) bytes[at] = value;
          try {
            reader.read?.(layerFile('x', 0), bytes);
          } catch (error) {
            expect(error).toBeInstanceOf(Unreadable);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });
});

describe('a program that is too long to be held', () => {
  const inPieces = (bytes: Uint8Array, length: number): string[] => {
    const pieces = longProgram(layerFile('x', 0));
    for (let at = 0; at < bytes.length; at += length) pieces.data(bytes.subarray(at, at + length));
    return pieces.end().flatMap(lines);
  };
  const padded = (bytes: Uint8Array): Uint8Array =>
    elfFile({ data: Uint8Array.from([...new Uint8Array(4096), ...bytes, ...new Uint8Array(5000)]) });

  it.each([1, 7, 16, 100, 4096, 1_000_000])('Go is found in pieces of %s bytes', (length) => {
    expect(inPieces(padded(goInline('go1.19.8', modules)), length)).toEqual(named);
  });
  it('Go before 1.18 is a problem', () => {
    const because = 'it was built by Go before 1.18, and is too long to be read in full';
    expect(inPieces(padded(goPointers('go1.15.2', modules)), 4096)).toEqual([because]);
  });
  it('crates are a problem', () => {
    expect(inPieces(elfFile(deps(crates)), 100)).toEqual(['it tells of crates, and is too long to be read in full']);
  });
  it('what looks like a header again and again costs little', () => {
    const bytes = new Uint8Array(3_000_000);
    const one = goInline('nothing', '').subarray(0, 32);
    for (let at = 0; at + 32 <= bytes.length; at += 32) bytes.set(one, at);
    const before = process.cpuUsage().user;
    expect(inPieces(bytes, 65536)).toEqual([]);
    expect(process.cpuUsage().user - before).toBeLessThan(2_000_000);
  });
});

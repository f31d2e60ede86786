import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { zipFile } from '../../test/support/zip.ts';
import { Unreadable } from '../model/index.ts';
import { zipBytes } from './zip.ts';

const read = (bytes: Uint8Array, most = 1000): string[] =>
  [...zipBytes(bytes)].map((entry) => `${entry.name} ${entry.size} ${Buffer.from(entry.read(most)).toString('latin1')}`);

const small = zipFile({ 'a.txt': 'one', 'b/c.jar': 'two', 'd/': '' });

describe('zip archives in memory', () => {
  it('gives files packed and stored, without folders', () => expect(read(small)).toEqual(['a.txt 3 one', 'b/c.jar 3 two']));

  it('reads one that somebody put a script before, as Spring Boot does', () => {
    expect(read(Buffer.concat([Buffer.from('#!/bin/sh\nexec java -jar "$0"\n'), small]))).toEqual(['a.txt 3 one', 'b/c.jar 3 two']);
  });

  it('reads one with a comment behind it', () => {
    const comment = Buffer.concat([small, Buffer.from('hello')]);
    comment.writeUInt16LE(5, small.length - 2);
    expect(read(comment)).toHaveLength(2);
  });

  it.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(), 'it is no zip file, or a damaged one'],
    ['a text', Buffer.from('hello, world'.repeat(10)), 'it is no zip file, or a damaged one'],
    ['a begin', small.subarray(0, small.length - 30), 'it is no zip file, or a damaged one'],
    ['a size too small', zipFile({ a: 'one two' }, { size: 3 }), 'it is no zip file, or a damaged one'],
    ['a size too large', zipFile({ a: 'one two' }, { size: 30 }), 'it is no zip file, or a damaged one'],
    ['more than is asked for', zipFile({ a: 'x'.repeat(2000) }), 'it is longer than 0.00095367431640625 MiB'],
    ['a password', zipFile({ a: 'one' }, { flags: 1 }), 'it is encrypted'],
    ['an other packing', zipFile({ a: 'one' }, { method: 14 }), 'it is packed by the zip method 14, which is not read'],
  ])('refuses %s', (_, bytes, because) => expect(() => read(bytes)).toThrow(new Unreadable(because)));

  it('throws nothing else, whatever was changed in it', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(small.length - 1), fc.nat(255)), { maxLength: 5 }), (changes) => {
        const bytes = Uint8Array.from(small);
        for (const [at, value] of changes) bytes[at] = value;
        try {
          read(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(Unreadable);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

import { deflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { Unreadable } from '../model/index.ts';
import { fileDoors } from './file-doors.ts';

const packed = deflateSync(Buffer.from('text '.repeat(1000)));

it('inflates what is whole and not too long', () => {
  expect(Buffer.from(fileDoors().doors.inflate(packed, 5000)).toString()).toBe('text '.repeat(1000));
});

it.each<[string, Uint8Array, number, RegExp]>([
  ['too long', packed, 4999, /^what is packed in it is too long$/],
  ['a bomb', deflateSync(Buffer.alloc(50 * 1024 ** 2)), 1024 ** 2, /^what is packed in it is too long$/],
  ['cut off', packed.subarray(0, 20), 5000, /^what is packed in it is damaged$/],
  ['no zlib at all', Buffer.from('no zlib'), 5000, /^what is packed in it is damaged$/],
])('one line for %s', (_, bytes, most, message) => {
  const { doors } = fileDoors();
  expect(() => doors.inflate(bytes, most)).toThrow(message);
  expect(() => doors.inflate(bytes, most)).toThrow(Unreadable);
});

it('remembers that a database was refused, so that the layer is not remembered', () => {
  const { doors, refused } = fileDoors();
  expect(refused()).toBe(false);
  expect(() => doors.rows(Buffer.from('no database'), 'SELECT 1')).toThrow(/no SQLite file/);
  expect(refused()).toBe(true);
});

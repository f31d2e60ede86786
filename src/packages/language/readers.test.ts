import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layerFile } from '../../../test/support/layer-file.ts';
import { doors } from '../../../test/support/told-lines.ts';
import { Unreadable } from '../../model/index.ts';
import { languageReaders } from './index.ts';

const readers = languageReaders(doors);
const paths = [
  'app/node_modules/a/package.json',
  'app/.yarn/cache/a.zip',
  'lib/a.dist-info/METADATA',
  'gems/specifications/a.gemspec',
  'app/a-1.0.jar',
  'usr/bin/a',
];

/** Pieces of what the readers look for. */
const piece = fc.oneof(
  fc.string(),
  fc.constantFrom(
    '{"name":"a","version":',
    '"1"}',
    'Name: a\n',
    'Version: ',
    '\r\n',
    '\n\n',
    '# stub: a 1 ruby lib\n',
    '  s.name = "a"\n',
    '  s.version = "',
    'PK\x03\x04',
    'PK\x01\x02',
    'PK\x05\x06',
  ),
);

describe('readers of packages of languages', () => {
  it('throw nothing but Unreadable', () => {
    const content = fc.array(piece, { maxLength: 8 }).map((pieces) => new TextEncoder().encode(pieces.join('')));
    fc.assert(
      fc.property(content, (bytes) => {
        for (const [index, reader] of readers.entries()) {
          try {
            reader.read?.(layerFile(paths[index] ?? '', bytes.length), bytes);
          } catch (error) {
            expect(error).toBeInstanceOf(Unreadable);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('each wants what it reads, and nobody else does', () => {
    const wishes = paths.map((path) =>
      readers.map((reader) => reader.wants?.(layerFile(path, 0, { mode: path === 'usr/bin/a' ? 0o755 : 0o644 })) !== undefined),
    );
    expect(wishes).toEqual(paths.map((_, path) => readers.map((_, reader) => reader === path)));
  });

  it.each<[string, string]>([
    ['empty lines', '\n'.repeat(1_000_000)],
    ['spaces', ' '.repeat(1_000_000)],
    ['words', 's.name '.repeat(140_000)],
    ['lines of a stub', '# stub: a\n'.repeat(100_000)],
    ['ends of headers', '\r'.repeat(1_000_000)],
    ['open brackets', '['.repeat(1_000_000)],
  ])('a million letters of %s cost little', (_, text) => {
    const bytes = new TextEncoder().encode(text);
    const before = process.cpuUsage().user;
    for (const [index, reader] of readers.entries()) {
      try {
        reader.read?.(layerFile(paths[index] ?? '', bytes.length), bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(Unreadable);
      }
    }
    expect(process.cpuUsage().user - before).toBeLessThan(2_000_000);
  });
});

import { describe, expect, it } from 'vitest';
import { layerFile } from '../../../test/support/layer-file.ts';
import { type FileReader, type LayerFact, type LayerFile, Unreadable } from '../../model/index.ts';
import { factsOf } from './reading.ts';

const told = ({ path }: LayerFile, because: string): LayerFact[] => [{ kind: 'problem', path, because }];
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Says what it was given. */
const whole = (longest: number): FileReader => ({
  longest,
  wants: () => 'whole',
  read: (file, bytes) => told(file, `whole ${text(bytes)}`),
});
const byHead = (longest: number, begin: string, more: Partial<FileReader> = {}): FileReader => ({
  longest,
  wants: () => 'head',
  begins: (head) => text(head).startsWith(begin),
  read: (file, bytes) => told(file, `head ${bytes.length}`),
  ...more,
});
const inPieces: Partial<FileReader> = {
  pieces(file) {
    let all = '';
    return {
      data(chunk) {
        all += text(chunk);
      },
      end: () => told(file, `pieces ${all.length} ${all.slice(0, 3)}${all.slice(-3)}`),
    };
  },
};

function given(readers: readonly FileReader[], content: string, piece: number): string[] {
  const bytes = new TextEncoder().encode(content);
  const facts = factsOf(readers);
  facts.begin(layerFile('a', bytes.length));
  for (let at = 0; at < bytes.length; at += piece) facts.data(bytes.subarray(at, at + piece));
  facts.end();
  return facts.facts.map((fact) => (fact.kind === 'problem' ? fact.because : fact.kind));
}

const long = `ELF${'x'.repeat(3000)}end`;

describe('the content of a file is given to its readers', () => {
  it.each([1, 3, 511, 512, 513, 10_000])('in pieces of %s bytes', (piece) => {
    expect(given([whole(100)], 'hello', piece)).toEqual(['whole hello']);
    expect(given([whole(100)], '', piece)).toEqual(['whole ']);
    expect(given([byHead(5000, 'ELF')], long, piece)).toEqual(['head 3006']);
    expect(given([byHead(5000, 'ELF')], 'ELF', piece)).toEqual(['head 3']);
    expect(given([byHead(5000, 'PE')], long, piece)).toEqual([]);
    expect(given([byHead(100, 'PE')], long, piece)).toEqual([]);
    expect(given([byHead(100, 'ELF')], long, piece)).toEqual(['it is too long: 1 MiB, the limit is 0 MiB']);
    expect(given([byHead(100, 'ELF', inPieces)], long, piece)).toEqual(['pieces 3006 ELFend']);
    expect(given([byHead(2, 'ELF', inPieces)], 'ELF', piece)).toEqual(['pieces 3 ELFELF']);
    expect(given([byHead(5000, 'ELF', inPieces), whole(5000), byHead(100, 'ELF', inPieces)], long, piece)).toEqual([
      `whole ${long}`,
      'head 3006',
      'pieces 3006 ELFend',
    ]);
  });

  it('what a reader cannot read is a problem, and the others read on', () => {
    const fails: FileReader = {
      longest: 100,
      wants: () => 'whole',
      read() {
        throw new Unreadable('it is damaged');
      },
    };
    expect(given([fails, whole(100)], 'hello', 2)).toEqual(['it is damaged', 'whole hello']);
  });

  it('links, devices and folders have none', () => {
    const facts = factsOf([whole(100)]);
    expect(['1', '2', '3', '4', '5', '6', '0', '7', '\0'].map((type) => facts.begin(layerFile('a', 0, { type })))).toEqual([
      ...Array(6).fill(false),
      ...Array(3).fill(true),
    ]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReadResult } from '../../model/index.ts';
import { keys } from './keys.ts';
import { asContainer, readQuadlet } from './test/support.ts';

const files = { 'p.pod': '[Pod]\nNetwork=host', 'd.volume': '[Volume]\nDevice=/x\nOptions=bind', 'n.network': '[Network]' };
const key = fc.constantFrom(
  ...Object.keys(keys.Container),
  'PodmanArgs',
  'Pod',
  'Exec',
  'User',
  'Group',
  'GlobalArgs',
  'constructor',
  '__proto__',
);
const piece = fc.constantFrom(
  '/a',
  ':',
  ',',
  '=',
  '-',
  '--',
  'host',
  'p.pod',
  'd.volume',
  'n.network',
  '%h',
  '$X',
  '"',
  ' ',
  'ro',
  '1',
  '@',
  '[',
  ']',
  '\\',
  '\n',
);
const value = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
const unit = fc
  .array(
    fc.tuple(key, value).map(([name, text]) => `${name}=${text}`),
    { maxLength: 12 },
  )
  .map((lines) => asContainer(lines.join('\n')));

function origins(value: unknown, found: { start: number; end: number; source: { text: string } }[] = []) {
  if (typeof value !== 'object' || value === null) return found;
  for (const [name, part] of Object.entries(value)) {
    if (name === 'origin' && part !== undefined) found.push(part);
    else if (name !== 'source' || typeof part !== 'object') origins(part, found);
  }
  return found;
}

const sound = ({ containers, problems }: ReadResult): void => {
  for (const { start, end, source } of origins(containers)) {
    expect(start).toBeLessThanOrEqual(end);
    expect(end).toBeLessThanOrEqual(source.text.length);
  }
  for (const { message } of problems) expect(message).not.toMatch(/\n|[\ue000-\uefff\ufdd0\ufdd1]/);
};

describe('any unit', () => {
  it('is read, every origin inside its text', () => {
    fc.assert(
      fc.property(unit, (text) => sound(readQuadlet(text, { files }))),
      { numRuns: 300 },
    );
  });

  it('of any characters', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('a.container', 'a.pod', 'a.kube', 'a.conf', '@.container', '.container'),
        (text, path) => sound(readQuadlet(text, { path })),
      ),
    );
  });

  it('in time linear in its length', () => {
    const many = (line: string) => asContainer(`${line}\n`.repeat(20_000));
    const start = performance.now();
    for (const line of [
      'Volume=d.volume:/x',
      'Wrong=1',
      'PodmanArgs=--fancy -v /a:/b',
      'Environment=A=1',
      'hello',
      'Exec=a \\',
      `Mount=${','.repeat(50)}`,
    ])
      readQuadlet(many(line), { files });
    readQuadlet(`[Container]\nMount=${'z,'.repeat(100_000)}dst=/x\n${'['.repeat(100_000)}`);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});

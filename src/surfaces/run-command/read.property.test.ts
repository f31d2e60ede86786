import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpuTime } from '../../../test/support/cpu-time.ts';
import { noFiles, readText } from '../../../test/support/run-command.ts';
import type { Origin } from '../../model/index.ts';

const pieces = [
  'docker run',
  'podman create',
  ' ',
  '\n',
  '\t',
  '\\\n',
  '"',
  "'",
  '`',
  '$(',
  ')',
  '((',
  '${',
  '}',
  '$X',
  '$@',
  '$$',
  '|',
  '&&',
  ';',
  ';;',
  '<<EOF\n',
  'EOF\n',
  '<<<',
  '<(',
  '>x',
  '#',
  'if ',
  'then ',
  'fi',
  'case x in',
  'esac',
  'f() {',
  'X=',
  'X+=(',
  '-v ',
  '--mount ',
  'type=bind,src=',
  '-p ',
  '--security-opt ',
  '--privileged',
  '-it',
  '--',
  ':',
  ',',
  '=',
  '"$X"',
  'image',
  '[Service]\n',
  'ExecStart=',
  'X := ',
  '$(X)',
  '$(shell ',
  'all:\n\t',
  '\r\n',
  '%n',
  '\ufdd0u',
  '\ufdd1',
  '~/',
  'sh -c ',
]; // prettier-ignore

const origins = (value: unknown): Origin[] => {
  if (typeof value !== 'object' || value === null) return [];
  if ('source' in value && 'start' in value && 'end' in value) return [value as Origin];
  return Object.values(value).flatMap(origins);
};

const text = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 3 })), { maxLength: 60 }).map((parts) => parts.join(''));

describe('any text', () => {
  for (const path of ['x.sh', 'Makefile', 'x.service', 'command line']) {
    it(`as ${path} is read without throwing, and every place lies inside it`, () => {
      fc.assert(
        fc.property(text, (content) => {
          const { containers, problems } = readText(content, path);
          for (const { source, start, end } of origins(containers)) {
            expect(start).toBeGreaterThanOrEqual(0);
            expect(end).toBeGreaterThanOrEqual(start);
            expect(end).toBeLessThanOrEqual(source.text.length);
          }
          for (const { message } of problems) expect(message).not.toMatch(/[\n\ufdd0\ufdd1\ue000-\uefff]/);
        }),
        { numRuns: 400 },
      );
    });
  }
});

describe('a long line takes time in proportion', () => {
  const size = 100_000;
  const fill = (unit: string): string => unit.repeat(Math.ceil(size / unit.length)).slice(0, size);
  const hostile: readonly [string, string][] = [
    ['words', 'a '],
    ['one word', 'a'],
    ['double quotes', '"'],
    ['quoted words', '"a" '],
    ['single quotes', "'a' "],
    ['backslashes', '\\'],
    ['continuations', '\\\n'],
    ['dollars', '$'],
    ['variables', '$X '],
    ['joined variables', '$X'],
    ['braces', '${X:-'],
    ['substitutions', '$('],
    ['closed ones', '$(a) '],
    ['parentheses', '('],
    ['arithmetic', '$(('],
    ['backticks', '`'],
    ['here-documents', '<<E\n'],
    ['bodies', '<<E\nE\n'],
    ['comments', '#'],
    ['assignments', 'X=$X$X\n'],
    ['lists', 'X+=(a)\n'],
    ['options', '-e A=b '],
    ['different names', '-e A$X=b '],
    ['switches', '-it '],
    ['unknown options', '--nope '],
    ['mounts', '-v /a:/b:ro '],
    ['one mount', ':'],
    ['commas', ','],
    ['capabilities', '--cap-add a,'],
    ['commands', 'docker run a\n'],
    ['nested shells', 'sh -c "'],
    ['ids', '--uidmap 0:0:1 '],
    ['make variables', '$(X)'],
    ['make opens', '$('],
    ['recipes', '\n\tdocker run $(X)'],
    ['definitions', '\nX = $(X)$(Y)'],
    ['entries', '\nExecStart=docker run $X'],
    ['functions', 'f() { '],
    ['cases', 'case a in '],
    ['sudo', 'sudo '],
    ['semicolons', ';'],
    ['slashes', '/'],
    ['dots', '../'],
    ['quotes in csv', '"",'],
  ]; // prettier-ignore
  for (const [name, unit] of hostile) {
    it(name, () => {
      const started = cpuTime();
      for (const [path, start] of [
        ['x.sh', 'docker run '],
        ['y.sh', 'X=b\ndocker run --mount '],
        ['Makefile', 'X = a\nall:\n\tdocker run '],
        ['x.service', '[Service]\nExecStart=docker run '],
      ] as const) {
        readText(start + fill(unit), path, noFiles);
      }
      // Nearly half a megabyte in all: generous for a slow machine, far below what quadratic work would take.
      expect(cpuTime() - started).toBeLessThan(5_000);
    });
  }
});

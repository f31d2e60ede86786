import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bare, noFiles, readText } from '../../../../test/support/run-command.ts';
import type { Change } from '../../../model/index.ts';
import { applyEdits } from '../../../text/edit.ts';
import { writer } from './writer.ts';

const off = { mode: 'private' } as const;

/** Options that a change takes out or changes, with it; the others are left alone. */
const broken: readonly (readonly [option: string, change: Change])[] = [
  ['--privileged', { set: 'privileged', to: false }],
  ['--pid host', { set: 'linux.namespaces.pid', to: off }],
  ['--ipc=host', { set: 'linux.namespaces.ipc', to: off }],
  ["--security-opt 'seccomp=unconfined'", { set: 'linux.seccomp', to: { profile: 'default' } }],
  ['--cap-add "SYS_ADMIN"', { set: 'process.capabilities.remove', to: ['CAP_SYS_ADMIN'] }],
];
const additions: readonly Change[] = [
  { set: 'root.readonly', to: true },
  { set: 'process.noNewPrivileges', to: true },
  { set: 'process.capabilities.drop', to: ['ALL'] },
  { set: 'linux.resources.memory.limit', to: 2 ** 29 },
];

const harmless = fc.constantFrom(
  '-d',
  '-it',
  '--rm',
  '--name web',
  `-e A='b c'`,
  '-e "B=$C"',
  '--label x="\\"y\\""',
  '-v "$PWD/a b":/a',
  '--env D=$(date)',
);
const gap = fc.constantFrom(' ', '  ', ' \\\n  ', ' \\\n\t');
const words = fc.tuple(fc.array(harmless, { maxLength: 4 }), fc.array(harmless, { maxLength: 3 }), fc.infiniteStream(gap));
const around = fc.constantFrom<[string, string]>(
  ['', ''],
  ['#!/bin/sh\nset -e\n\n', '\n# after\necho done'],
  ['if x; then\n  ', '\nfi'],
  ['y=$(', ')'],
);

const join = (parts: readonly string[], gaps: Iterator<string>): string =>
  parts.reduce((text, part) => (text === '' ? part : text + (gaps.next().value as string) + part), '');

/** One line of blanks, so that only words and comments are compared. */
const folded = (text: string): string => text.replace(/\\\n/g, ' ').replace(/[ \t]+/g, ' ');

it('takes out an option, and no other word or comment', () => {
  fc.assert(
    fc.property(words, around, fc.constantFrom(...broken), ([before, after, gaps], [head, tail], [option, change]) => {
      const make = (options: readonly string[]): string =>
        `${head}${join(['docker run', ...before, ...options, ...after, 'web:1', 'serve', '--privileged'], gaps[Symbol.iterator]())}${tail}\n`;
      const text = make([option]);
      const [container] = readText(text, 'run.sh').containers;
      if (container === undefined) throw new Error('no container was read');
      const { edits, refused } = writer.write(container, [change], noFiles);
      expect(refused).toEqual([]);
      expect(folded(applyEdits(container.origin.source, edits))).toBe(folded(make([])));
    }),
    { numRuns: 300 },
  );
});

it('adds an option, and all other words and comments stay; a second time there is nothing to add', () => {
  fc.assert(
    fc.property(words, around, fc.constantFrom(...additions), ([before, after, gaps], [head, tail], change) => {
      const text = `${head}${join(['podman run', ...before, ...after, 'web:1', 'serve', '-x'], gaps[Symbol.iterator]())}${tail}\n`;
      const [container] = readText(text, 'run.sh').containers;
      if (container === undefined) throw new Error('no container was read');
      const { edits } = writer.write(container, [change], noFiles);
      // Only insertions: nothing that was there is touched.
      expect(edits.length).toBeGreaterThan(0);
      for (const { start, end } of edits) expect(end).toBe(start);
      const result = readText(applyEdits(container.origin.source, edits), 'run.sh');
      expect(result.problems).toEqual(readText(text, 'run.sh').problems.map((problem) => ({ ...problem, line: expect.any(Number) })));
      const [again] = result.containers;
      expect(again?.image).toMatchObject({ reference: { value: 'web:1' } });
      expect(again?.process.args).toMatchObject({ value: ['serve', '-x'] });
    }),
    { numRuns: 300 },
  );
});

/** A text in pieces, each in another kind of quotes. */
const quoted = (text: string): fc.Arbitrary<string> =>
  fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.constantFrom('', '"', "'")), { minLength: 20, maxLength: 20 }).map((cuts) => {
    let at = 0;
    let word = '';
    for (const [size, quote] of cuts) {
      word += quote + text.slice(at, at + size) + quote;
      at += size;
    }
    return word + text.slice(at);
  });

it('changes a value in any quotes', () => {
  const values = fc.constantFrom<[string, Change, string]>(
    ['--env=TOKEN=hunter2hunter2', { set: 'process.env.secret', to: { name: 'TOKEN' } }, '--env=TOKEN'],
    ['--user=root:root', { set: 'process.user', to: '10001' }, '--user=10001'],
    ['--publish=8080:80', { set: 'ports.hostIp', to: { container: '80', host: '8080', ip: '127.0.0.1' } }, '--publish=127.0.0.1:8080:80'],
    ['-v/a:/b:rw,z', { set: 'mounts.readonly', to: { destination: '/b' } }, '-v/a:/b:ro,z'],
  );
  const rows = values.chain(([option, change, after]) => quoted(option).map((word) => ({ word, change, after })));
  fc.assert(
    fc.property(rows, ({ word, change, after }) => {
      const [container] = readText(`docker run ${word} web 'a b'`, 'run.sh').containers;
      if (container === undefined) throw new Error('no container was read');
      const { edits, refused } = writer.write(container, [change], noFiles);
      expect(refused).toEqual([]);
      const written = applyEdits(container.origin.source, edits);
      const wanted = readText(`docker run ${after} web 'a b'`, 'run.sh').containers;
      expect(bare(readText(written, 'run.sh').containers)).toEqual(bare(wanted));
    }),
    { numRuns: 400 },
  );
});

it('never throws, whatever the text', () => {
  const pieces = fc.constantFrom(
    'docker run ',
    '--pid=host ',
    '-p ',
    '80:80 ',
    '"',
    "'",
    '$(',
    ')',
    '`',
    '\\\n',
    '$X ',
    '"$@" ',
    'a=( ',
    '-v a:/b ',
    'web ',
    '<<E\n',
    '\n',
    '-- ',
    '#',
  );
  fc.assert(
    fc.property(
      fc.array(pieces, { maxLength: 30 }),
      fc.constantFrom(...additions, ...broken.map(([, change]) => change)),
      (list, change) => {
        const { containers } = readText(list.join(''), 'run.sh');
        for (const container of containers) {
          const { edits } = writer.write(container, [change], noFiles);
          applyEdits(container.origin.source, edits);
        }
      },
    ),
    { numRuns: 500 },
  );
});

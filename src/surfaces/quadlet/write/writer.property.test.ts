import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Change, Container, ReadContext } from '../../../model/index.ts';
import { applyEdits } from '../../../text/edit.ts';
import { reader } from '../read.ts';
import { writer } from './writer.ts';

const nothing: ReadContext = { env: {}, load: () => undefined };
const off = { mode: 'private' } as const;

/** A line, and the change that takes it out. */
const broken: readonly (readonly [line: string, change: Change])[] = [
  ['PodmanArgs=--privileged', { set: 'privileged', to: false }],
  ['Network=host', { set: 'linux.namespaces.network', to: off }],
  ['PodmanArgs=--pid \\\n    host', { set: 'linux.namespaces.pid', to: off }],
  ['SeccompProfile=unconfined', { set: 'linux.seccomp', to: { profile: 'default' } }],
  ['AddCapability=SYS_ADMIN', { set: 'process.capabilities.remove', to: ['CAP_SYS_ADMIN'] }],
];
const additions: readonly Change[] = [
  { set: 'root.readonly', to: true },
  { set: 'process.noNewPrivileges', to: true },
  { set: 'linux.resources.memory.limit', to: 2 ** 29 },
  { set: 'linux.resources.cpu.limit', to: 1 },
];

const line = fc.constantFrom(
  'Image=web:1',
  '# a comment',
  '; another',
  '',
  'Environment="A=b c" D=e',
  'Exec=serve \\\n  --port 80',
  'Environment=A=1 \\\n# between\n  B=2',
  'PodmanArgs=--label "x y"',
  '  Notify = yes',
);
const lines = fc.array(line, { maxLength: 6 });
const tail = fc.constantFrom('', '\n# who\n[Install]\nWantedBy=default.target\n', '[Service]\nRestart=always\n', '\n\n');
const ends = fc.constantFrom('\n', '\r\n');

function containerOf(text: string): Container {
  const [container] = reader.read({ path: 'web.container', text }, nothing).containers;
  if (container === undefined) throw new Error('no container was read');
  return container;
}

it('takes out a line, and not a letter more', () => {
  fc.assert(
    fc.property(lines, lines, tail, ends, fc.constantFrom(...broken), (before, after, rest, end, [bad, change]) => {
      const make = (middle: readonly string[]): string =>
        ['[Unit]', 'Description=x', '[Container]', 'Image=web:1', ...before.map(whole), ...middle, ...after.map(whole), rest]
          .join('\n')
          .replaceAll('\n', end);
      const container = containerOf(make([bad]));
      const { edits, refused } = writer.write(container, [change], nothing);
      expect(refused).toEqual([]);
      expect(applyEdits(container.origin.source, edits)).toBe(make([]));
    }),
  );
});

/** A line that goes on must not take in the next one. */
const whole = (text: string): string => (/\\\s*$/.test(text) ? `${text}x` : text);

it('adds lines and touches nothing that was there', () => {
  fc.assert(
    fc.property(lines, tail, ends, fc.constantFrom(...additions), (before, rest, end, change) => {
      const text = ['[Container]', 'Image=web:1', ...before.map(whole), rest].join('\n').replaceAll('\n', end);
      const container = containerOf(text);
      const { edits } = writer.write(container, [change], nothing);
      expect(edits.length).toBeGreaterThan(0);
      for (const edit of edits) expect(edit.end).toBe(edit.start);
      const after = applyEdits(container.origin.source, edits);
      const again = writer.write(containerOf(after), [change], nothing);
      const said = after.split(/\r?\n/).filter((one) => !text.split(/\r?\n/).includes(one));
      expect(said.some((one) => /^(ReadOnly|NoNewPrivileges|Memory|PodmanArgs)=/.test(one))).toBe(true);
      // A second time it is there: nothing is added.
      expect(again.edits).toEqual([]);
    }),
  );
});

it('never throws, whatever the text', () => {
  const piece = fc.constantFrom(
    '[Container]\n',
    'Image=web\n',
    'PodmanArgs=',
    '--pid=host ',
    '-p ',
    '80:80 ',
    '"',
    "'",
    '\\\n',
    '%h',
    '# c\n',
    'Pod=x.pod\n',
    'Volume=a:/b\n',
    '\n',
    '=',
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 25 }),
      fc.constantFrom(...additions, ...broken.map(([, change]) => change)),
      (list, change) => {
        const { containers } = reader.read({ path: 'web.container', text: list.join('') }, nothing);
        for (const container of containers) applyEdits(container.origin.source, writer.write(container, [change], nothing).edits);
      },
    ),
    { numRuns: 500 },
  );
});

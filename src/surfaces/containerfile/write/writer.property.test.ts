import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readText } from '../../../../test/support/containerfile.ts';
import type { Change, Container } from '../../../model/index.ts';
import { applyEdits } from '../../../text/edit.ts';
import { writer } from './writer.ts';

const context = { env: {}, load: () => undefined };

const instruction = fc.constantFrom(
  'RUN make',
  'RUN make \\\n  # why\n  && make install',
  'RUN <<EOF\n# CMD\nUSER x\nEOF',
  'RUN curl -H "a: $TOKEN" b',
  'RUN ["make"]',
  'COPY a /a',
  'COPY <<-E /b\n\tCMD\n\tE',
  'ADD a b /c/',
  'WORKDIR /w',
  'ENV A=1 TOKEN=K4ngaroo99 B=2',
  'ENV TOKEN K4ngaroo99',
  'ENV X=$TOKEN',
  'ARG TOKEN',
  'ARG A=1 TOKEN=K4ngaroo99 \\\n  B=2',
  'EXPOSE 80 8080',
  'VOLUME /data /tmp',
  'VOLUME ["/v"]',
  'USER root',
  'USER app:app',
  'USER 0',
  'SHELL ["/bin/bash", "-c"]',
  'HEALTHCHECK CMD true',
  'LABEL a="b c"',
  'CMD ["a"]',
  'CMD a $TOKEN',
  'ENTRYPOINT ["/a"]',
  'ENTRYPOINT /a \\\n\n  b',
  'RUN useradd -u 55 www && chown www /a',
  '# a comment',
  '',
  '  ',
  '\t# bulkhead: accept x',
);
const from = fc.constantFrom(
  'FROM debian:12',
  'FROM alpine',
  'FROM scratch',
  'FROM node:22 AS build',
  'from golang:1.24 as b',
  'FROM nginx',
  'FROM acme/x:1',
  'FROM build',
);
const stage = fc.tuple(from, fc.array(instruction, { maxLength: 8 })).map(([first, rest]) => [first, ...rest]);
const file = fc
  .tuple(
    fc.constantFrom([], ['# syntax=docker/dockerfile:1'], ['# escape=`'], ['ARG TOKEN=abc']),
    fc.array(stage, { minLength: 1, maxLength: 3 }),
    fc.constantFrom('\n', '\r\n'),
    fc.boolean(),
  )
  .map(([head, stages, lineBreak, ends]) => {
    const text = [...head, ...stages.flat()].join('\n') + (ends ? '\n' : '');
    return (head[0] === '# escape=`' ? text.replaceAll('\\\n', '`\n') : text).replaceAll('\n', lineBreak);
  });

const changes: readonly Change[] = [
  { set: 'process.user', to: '10001:10001' },
  { set: 'process.user', to: 'app:10001' },
  { set: 'process.env.secret', to: { name: 'TOKEN' } },
  { set: 'build.secret', to: { name: 'TOKEN' } },
  { set: 'build.copy.remove', to: { path: 'a' } },
  { set: 'image.stages', to: true },
  { set: 'image.reference', to: `node:22@sha256:${'0'.repeat(64)}` },
];

interface Written {
  readonly before: string;
  readonly after: string;
  readonly container: Container;
  readonly next: Container;
}

/** Undefined: refused, or no file that a builder would take. */
function write(before: string, change: Change): Written | undefined {
  const read = readText(before);
  const [container] = read.containers;
  if (container === undefined) return undefined;
  const { edits, refused, notes = [] } = writer.write(container, [change], context);
  expect(JSON.stringify([edits.map(({ text }) => text), refused, notes])).not.toContain('K4ngaroo');
  if (refused.length > 0 || edits.length === 0) return undefined;
  const after = applyEdits(container.origin.source, edits);
  const again = readText(after);
  if (read.problems.length === 0) expect(again.problems).toEqual([]);
  const [next] = again.containers;
  if (next === undefined) throw new Error('nothing is read of what was written');
  return { before, after, container, next };
}

/** What a view says, without places and digests. */
const said = (value: unknown): string =>
  JSON.stringify(value, (key, part) => (key === 'origin' || key === 'source' ? undefined : part)).replaceAll(/@sha256:0+/g, '');
const comments = (text: string): string[] => text.split(/\r?\n/).filter((line) => /^\s*#/.test(line));
const linesOf = (text: string): string[] => text.split('\n');

it.each(changes)('$set changes what it says and nothing else', (change) => {
  let count = 0;
  fc.assert(
    fc.property(file, (text) => {
      const written = write(text, change);
      if (written === undefined) return;
      count++;
      const { before, after, container, next } = written;
      expect(comments(after)).toEqual(expect.arrayContaining(comments(before)));
      expect(after.includes('\r\n') && /[^\r]\n/.test(after)).toBe(before.includes('\r\n') && /[^\r]\n/.test(before));
      const { user: _, group: __, env, ...process } = container.process;
      const { user: ___, group: ____, env: nextEnv, ...nextProcess } = next.process;
      if (change.set === 'image.stages') return;
      expect(said([nextProcess, next.ports, next.healthcheck, next.mounts])).toBe(
        said([process, container.ports, container.healthcheck, container.mounts]),
      );
      if (change.set !== 'process.env.secret') expect(said(nextEnv)).toBe(said(env));
      if (change.set !== 'process.user')
        expect(said([next.process.user, next.process.group])).toBe(said([container.process.user, container.process.group]));
    }),
    { numRuns: 200 },
  );
  expect(count).toBeGreaterThan(change.set === 'image.stages' ? -1 : 5);
});

it('a user is added as whole lines, or put in the place of another one', () => {
  fc.assert(
    fc.property(file, (text) => {
      const written = write(text, { set: 'process.user', to: '10001:10001' });
      if (written === undefined) return;
      const { before, after, next } = written;
      expect(next.process.user?.state).toBe('written');
      expect(said(next.process.user)).not.toMatch(/"uid":0|root/);
      const left = linesOf(before);
      const added = linesOf(after).filter((line) => {
        if (left[0]?.trimEnd() !== line.trimEnd()) return true;
        left.shift();
        return false;
      });
      const replaced = left.length > 0;
      if (!replaced) expect(added.every((line) => /^(?:RUN (?:groupadd|addgroup|mkdir|touch) .*|USER \S+)\r?$/.test(line))).toBe(true);
      else expect(linesOf(after).length).toBeGreaterThanOrEqual(linesOf(before).length);
    }),
    { numRuns: 200 },
  );
});

it('answers any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.constantFrom(...changes), (text, change) => {
      write(`FROM scratch\n${text}\nARG TOKEN\nRUN $TOKEN`, change);
    }),
    { numRuns: 500 },
  );
});

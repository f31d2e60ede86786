import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtBy, type WrittenImage, type WrittenStep } from './containerfile.ts';

/** One instruction a line; FROM is left out. */
function written(text: string, from = 'debian:12'): WrittenImage {
  const steps = text.split('\n').flatMap((line, at): WrittenStep[] => {
    const [, keyword = '', rest = ''] = /^(\S+) (.*)$/.exec(line.trim()) ?? [];
    return keyword === '' || keyword === 'FROM' ? [] : [{ keyword, text: rest, line: at + 1 }];
  });
  return { file: 'Containerfile', from, steps, line: 1 };
}

const configOf = (...history: readonly string[]) => ({ history: history.map((text) => ({ created_by: text })) });
const lines = (file: WrittenImage, ...history: readonly string[]) => builtBy(configOf(...history), file)?.entries.map((at) => at?.line);

const base = ['/bin/sh -c #(nop) ADD file:1 in / ', '/bin/sh -c #(nop)  CMD ["bash"]'];
const file = written('FROM debian:12\nARG TOKEN\nENV A=1 B=2\nCOPY web /usr/bin/\nRUN apt-get update && make\nUSER app\nCMD ["web"]');

describe('the Containerfile that an image was built by', () => {
  it.each<[string, WrittenImage, readonly string[], readonly (number | undefined)[]]>([
    [
      'BuildKit',
      file,
      [
        'ARG TOKEN=x',
        'ENV A=1 B=2',
        'COPY web /usr/bin/ # buildkit',
        'RUN |1 TOKEN=x /bin/sh -c apt-get update && make # buildkit',
        'USER app',
        'CMD ["web"]',
      ],
      [2, 3, 4, 5, 6, 7],
    ],
    [
      'the classic builder, with a label of its own',
      file,
      [
        '/bin/sh -c #(nop)  ARG TOKEN',
        '/bin/sh -c #(nop)  ENV A=1 B=2',
        `/bin/sh -c #(nop) COPY file:${'a'.repeat(64)} in /usr/bin/ `,
        '|1 TOKEN=x /bin/sh -c apt-get update && make',
        '/bin/sh -c #(nop)  USER app',
        '/bin/sh -c #(nop)  CMD ["web"]',
        '/bin/sh -c #(nop)  LABEL a=b',
      ],
      [2, 3, 4, 5, 6, 7, undefined],
    ],
    [
      'an argument that the history leaves out',
      file,
      ['ENV A=1', 'COPY web /usr/bin/', 'RUN apt-get update && make', 'USER app', 'CMD x'],
      [3, 4, 5, 6, 7],
    ],
    ['another shell', written('RUN set -o pipefail; a | b'), ['RUN /bin/bash -o pipefail -c set -o pipefail; a | b # buildkit'], [1]],
    ['a command as a list', written('RUN ["/bin/make", "all"]'), ['/bin/make all'], [1]],
    ['a place below the working directory', written('COPY a ./x/'), [`/bin/sh -c #(nop) COPY dir:${'b'.repeat(64)} in /srv/x `], [1]],
    ['a text of several lines', written('RUN <<EOF a'), ['RUN /bin/sh -c a # buildkit'], [1]],
  ])('%s', (_, image, history, expected) => {
    expect(lines(image, ...base, ...history)).toEqual([undefined, undefined, ...expected]);
    expect(builtBy(configOf(...base, ...history), image)?.base).toBe(2);
  });

  it.each<[string, WrittenImage, readonly string[]]>([
    ['another command', file, ['ENV A=1', 'COPY web /usr/bin/', 'RUN make', 'USER app', 'CMD x']],
    ['another place', written('COPY a /x'), ['COPY a /y']],
    ['another name', written('ENV A=1'), ['ENV B=1']],
    ['more steps than the history', written('RUN a\nRUN b'), ['RUN b']],
    ['a step between', written('RUN a\nRUN b'), ['RUN a', 'USER x', 'RUN b']],
    ['nothing but settings', written('USER app\nCMD x'), ['USER app', 'CMD x']],
    ['a base image where there is none', written('COPY a /x', 'scratch'), ['ADD rootfs.tar /', 'COPY a /x']],
    ['no step', written(''), ['RUN a']],
  ])('is none: %s', (_, image, history) => expect(lines(image, ...history)).toBeUndefined());

  it('says where a name is set', () => {
    const built = builtBy(configOf('ENV A=1 "B=2"', 'LABEL "x.y"="z"', 'RUN a'), written('ENV A=1 "B=2"\nLABEL "x.y"="z"\nRUN a'));
    expect([built?.setting('ENV', 'B')?.line, built?.setting('LABEL', 'x.y')?.line, built?.setting('ENV', 'C')]).toEqual([1, 2, undefined]);
  });
});

/** A step as it is written, and as a builder keeps it. */
const step = fc.oneof(
  fc.stringMatching(/^[a-z]{1,8}$/).map((word) => [`RUN make  ${word}`, `|1 A=b /bin/sh -c make  ${word}`] as const),
  fc
    .stringMatching(/^[a-z]{1,8}$/)
    .map((word) => [`COPY . /${word}/`, `/bin/sh -c #(nop) COPY dir:${'c'.repeat(64)} in /${word} `] as const),
  fc.stringMatching(/^[A-Z]{1,8}$/).map((word) => [`ENV ${word}=1`, `ENV ${word}=1`] as const),
  fc.constantFrom(['USER app', 'USER app'] as const, ['CMD ["x"]', '/bin/sh -c #(nop)  CMD ["x"]'] as const),
);

describe('whatever the steps are', () => {
  it('each is found on its line', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 20 }), fc.array(step, { maxLength: 5 }), (own, below) => {
        const image = written(own.map(([text]) => text).join('\n'));
        const built = builtBy(configOf(...below.map(([, kept]) => kept), ...own.map(([, kept]) => kept)), image);
        if (own.every(([text]) => /^(?:USER|CMD)/.test(text))) return built === undefined;
        return built?.base === below.length && own.every((_, at) => built.entries[below.length + at]?.line === at + 1);
      }),
    );
  });

  it('any text is taken', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), fc.array(fc.tuple(fc.string(), fc.string())), (history, texts) => {
        const steps = texts.map(([keyword, text], at) => ({ keyword, text, line: at + 1 }));
        builtBy(configOf(...history), { file: 'x', from: undefined, steps, line: 1 });
      }),
    );
  });
});

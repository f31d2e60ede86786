import { describe, expect, it } from 'vitest';
import { containerIn } from '../../../test/support/containerfile.ts';
import type { Container, Origin } from '../../model/index.ts';
import { lineText, placeOf } from '../../text/lines.ts';

const text = `# syntax=docker/dockerfile:1
ARG TAG=3.20
FROM --platform=linux/amd64 alpine:\${TAG} AS base
  ENV A=1 \\
# a comment between
      B="two words"
RUN <<EOF
USER nobody
EOF
user app:web
FROM base
EXPOSE 80 53/udp
VOLUME ["/a", "/b"]
WORKDIR /srv
ENTRYPOINT ["serve"]
HEALTHCHECK CMD true
COPY --from=nginx a \\
     b
RUN --mount=type=secret,id=token x
`;

const container = containerIn(text);

/** line:column-endLine:endColumn, and the text in between. */
function at(origin: Origin | undefined): string {
  if (origin === undefined) return 'nowhere';
  const { line, column, endLine, endColumn } = placeOf(origin);
  return `${line}:${column}-${endLine}:${endColumn} ${origin.source.text.slice(origin.start, origin.end)}`;
}

const rows: readonly (readonly [name: string, of: (container: Container) => Origin | undefined, place: string])[] = [
  ['the container: the FROM of the final stage', (c) => c.origin, '11:1-11:10 FROM base'],
  ['the base image', (c) => c.image.reference?.origin, '3:29-3:42 alpine:${TAG}'],
  ['USER', (c) => c.process.user?.origin, '10:6-10:13 app:web'],
  ['its group', (c) => c.process.group?.origin, '10:10-10:13 web'],
  ['ENV', (c) => c.process.env[0]?.origin, '4:7-4:10 A=1'],
  ['ENV on a continued line', (c) => c.process.env[1]?.origin, '6:7-6:20 B="two words"'],
  ['its value', (c) => c.process.env[1]?.value?.origin, '6:9-6:20 "two words"'],
  ['EXPOSE', (c) => c.ports[1]?.origin, '12:11-12:17 53/udp'],
  ['VOLUME', (c) => c.mounts[1]?.origin, '13:15-13:19 "/b"'],
  ['WORKDIR', (c) => c.process.cwd?.origin, '14:9-14:13 /srv'],
  ['ENTRYPOINT', (c) => c.process.args?.origin, '15:12-15:21 ["serve"]'],
  ['HEALTHCHECK', (c) => c.healthcheck?.origin, '16:1-16:21 HEALTHCHECK CMD true'],
  [
    'a step over two lines',
    (c) => c.image.build?.steps?.find((step) => step.instruction === 'COPY')?.origin,
    '17:1-18:7 COPY --from=nginx a \\\n     b',
  ],
  ['a secret', (c) => c.image.build?.secrets?.[0]?.origin, '19:5-19:33 --mount=type=secret,id=token'],
];

describe('origins', () => {
  for (const [name, of, place] of rows) {
    it(name, () => expect(at(of(container))).toBe(place));
  }

  it('with Windows line ends and a byte order mark', () => {
    const origin = containerIn('\ufeffFROM alpine\r\nRUN a \\\r\n  b\r\nUSER app\r\n').process.user?.origin;
    expect(at(origin)).toBe('4:6-4:9 app');
    expect(origin && lineText(origin.source, 4)).toBe('USER app');
  });

  it('a word over two lines', () => {
    expect(at(containerIn('FROM alpine\nUSER ap\\\np').process.user?.origin)).toBe('2:6-3:2 ap\\\np');
  });
});

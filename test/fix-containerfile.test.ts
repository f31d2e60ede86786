import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fixed } from './support/fix.ts';

const fix = async (text: string) => {
  const result = await fixed({ Containerfile: text });
  return { ...result, text: result.texts.get('Containerfile') ?? '' };
};

it('remedies of one file fit together', async () => {
  const before = `# syntax=docker/dockerfile:1
FROM golang:1.24
WORKDIR /src
COPY . .
ARG GITHUB_TOKEN
RUN fetch $GITHUB_TOKEN
# the program
RUN go build -o /server .
ENV DB_PASSWORD=K4ngaroo99x
# start
CMD ["/server"]
`;
  const after = `# syntax=docker/dockerfile:1
FROM golang:1.24 AS build
WORKDIR /src
COPY . .
RUN --mount=type=secret,id=GITHUB_TOKEN export GITHUB_TOKEN="$(cat /run/secrets/GITHUB_TOKEN)" && fetch $GITHUB_TOKEN
# the program
RUN CGO_ENABLED=0 go build -o /server .

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /server /server
ENV DB_PASSWORD=
USER 10001:10001
# start
CMD ["/server"]
`;
  const { text, left } = await fix(before);
  expect(text).toBe(after);
  expect(left).toEqual([]);
  expect((await fix(after)).mended).toEqual([]);
});

const line = fc.constantFrom(
  'RUN npm ci',
  'RUN curl -u me:K4ngaroo99x https://example.com/a',
  'RUN <<E\nmake\nE',
  'RUN git clone https://me:K4ngaroo99x@example.com/a',
  'ARG NPM_TOKEN',
  'ARG API_TOKEN=K4ngaroo99x',
  'ENV DB_PASSWORD=K4ngaroo99x A=1',
  'COPY .npmrc /root/.npmrc',
  'RUN cat /root/.npmrc && rm /root/.npmrc',
  'COPY . .',
  'VOLUME /data',
  'EXPOSE 80',
  'USER root',
  'USER app',
  'RUN go build -o /server .',
  'CMD ["/server"]',
  'ONBUILD RUN npm ci',
  '# a comment',
);
const from = fc.constantFrom(
  'FROM debian:12',
  'FROM alpine:3.20',
  'FROM node',
  'FROM golang:1.24',
  'FROM nginx:1.27 AS web',
  'FROM scratch',
  'FROM acme/a:1',
);
const file = fc
  .array(fc.tuple(from, fc.array(line, { maxLength: 6 })), { minLength: 1, maxLength: 2 })
  .map((stages) => `${stages.flat(2).join('\n')}\n`);

it('what is written is confirmed, keeps comments, says no secret, and is not written again', async () => {
  let fixes = 0;
  await fc.assert(
    fc.asyncProperty(file, async (before) => {
      const { text, mended, left } = await fix(before);
      const again = await fix(text);
      fixes += mended.length;
      expect([again.text, again.mended]).toEqual([text, []]);
      expect(text.match(/# a comment/g)?.length).toBe(before.match(/# a comment/g)?.length);
      expect(JSON.stringify([mended.map(({ notes }) => notes), left.map(({ because }) => because)])).not.toContain('K4ngaroo');
      // A new user is never made as an ordinary one, nor where nothing can be run.
      expect(text).not.toMatch(
        /USER (?:app|\d\S*)\n(?:#.*\n)*RUN (?:groupadd|addgroup|touch|mkdir)|FROM scratch\n(?:#.*\n)*RUN (?:groupadd|addgroup)/,
      );
    }),
    { numRuns: 60 },
  );
  expect(fixes).toBeGreaterThan(30);
}, 30_000);

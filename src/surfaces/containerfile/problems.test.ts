import { describe, expect, it } from 'vitest';
import { readText } from '../../../test/support/containerfile.ts';

type Row = readonly [name: string, text: string, line: number | undefined, message: RegExp, asked?: Parameters<typeof readText>[1]];

const rows: readonly Row[] = [
  ['an empty text', '', 1, /there is no FROM/],
  ['comments only', '# nothing\n', 1, /there is no FROM/],
  ['no FROM', 'ARG A=1\nRUN true\n', 1, /there is no FROM/],
  ['an instruction above FROM', 'RUN true\nFROM alpine', 1, /RUN stands before the first FROM/],
  ['an unknown instruction', 'FROM alpine\nINSTALL curl', 2, /^INSTALL is no instruction/],
  ['a forgotten continuation', 'FROM alpine\nRUN a &&\n  b', 3, /^b is no instruction.*\\/],
  ['a heredoc without an end', 'FROM alpine\nRUN <<EOF\ntrue\n', 2, /the heredoc <<EOF has no end/],
  ['FROM with too much', 'FROM alpine linux', 1, /FROM takes an image, and AS NAME/],
  ['FROM with a comment', 'FROM alpine # slim', 1, /a comment needs a line of its own/],
  ['FROM with nothing', 'FROM', 1, /FROM takes an image/],
  ['a stage named by a number', 'FROM alpine AS 1st', 1, /1st cannot name a stage/],
  ['an unknown flag', 'FROM alpine\nCOPY --user=app a b', 2, /COPY has no flag --user: it has --chown/],
  ['a flag where there are none', 'FROM alpine\nUSER --force app', 2, /USER has no flag --force: it has none/],
  ['a flag without a value', 'FROM alpine\nCOPY --chown a b', 2, /--chown needs a value/],
  ['a flag twice', 'FROM alpine\nCOPY --chown=a --chown=b a b', 2, /--chown is there twice/],
  ['a boolean flag that is not', 'FROM alpine\nCOPY --link=maybe a b', 2, /--link takes true or false/],
  ['RUN --security', 'FROM alpine\nRUN --security=none true', 2, /insecure or sandbox/],
  ['RUN --network', 'FROM alpine\nRUN --network=bridge true', 2, /default, none or host/],
  ['a mount of an unknown type', 'FROM alpine\nRUN --mount=type=nfs,target=/a true', 2, /knows the types bind/],
  ['a secret without an id', 'FROM alpine\nRUN --mount=type=secret true', 2, /needs an id/],
  ['a mount from a variable', 'FROM alpine\nRUN --mount=from=$X,target=/a true', 2, /no variable in from=/],
  ['COPY with one word', 'FROM alpine\nCOPY a', 2, /a source and a destination/],
  ['COPY into a heredoc', 'FROM alpine\nCOPY a <<EOF\nEOF', 2, /cannot be a heredoc/],
  ['COPY --from a variable', 'ARG X=a\nFROM alpine\nCOPY --from=$X a b', 3, /takes no variable/],
  ['COPY --from a stage that is not there', 'FROM alpine\nCOPY --from=3 a b', 2, /there is no stage 3/],
  ['COPY --from itself', 'FROM alpine AS a\nCOPY --from=a x y', 2, /cannot copy from itself/],
  ['COPY --from itself by number', 'FROM alpine\nCOPY --from=0 x y', 2, /cannot copy from itself/],
  ['COPY --from a later stage', 'FROM alpine\nCOPY --from=b x y\nFROM alpine AS b', 2, /the stage b comes later/],
  ['RUN --mount from a later stage', 'FROM alpine\nRUN --mount=from=b,target=/b true\nFROM alpine AS b', 2, /comes later/],
  ['ENV without a value', 'FROM alpine\nENV A', 2, /ENV needs a value/],
  ['ENV with a word astray', 'FROM alpine\nENV A=1 2', 2, /a word of ENV has no =/],
  ['ENV without a name', 'FROM alpine\nENV =1', 2, /a name is missing before =/],
  ['ENV with nothing', 'FROM alpine\nENV', 2, /ENV needs at least one/],
  ['ARG with nothing', 'FROM alpine\nARG', 2, /ARG needs at least one name/],
  ['an array of numbers', 'FROM alpine\nCMD ["a", 1]', 2, /may hold only strings/],
  ['SHELL in shell form', 'FROM alpine\nSHELL /bin/bash -c', 2, /SHELL takes a JSON array/],
  ['HEALTHCHECK without a command', 'FROM alpine\nHEALTHCHECK CMD', 2, /HEALTHCHECK CMD needs a command/],
  ['HEALTHCHECK NONE with more', 'FROM alpine\nHEALTHCHECK NONE true', 2, /takes no arguments/],
  ['HEALTHCHECK of another kind', 'FROM alpine\nHEALTHCHECK HTTP /', 2, /knows CMD and NONE/],
  ['HEALTHCHECK with a bad duration', 'FROM alpine\nHEALTHCHECK --interval=30 CMD true', 2, /--interval takes a duration/],
  ['HEALTHCHECK with bad retries', 'FROM alpine\nHEALTHCHECK --retries=x CMD true', 2, /--retries takes a number/],
  ['ONBUILD with nothing', 'FROM alpine\nONBUILD', 2, /ONBUILD needs an instruction/],
  ['ONBUILD ONBUILD', 'FROM alpine\nONBUILD ONBUILD RUN true', 2, /ONBUILD cannot hold ONBUILD/],
  ['ONBUILD FROM', 'FROM alpine\nONBUILD FROM debian', 2, /ONBUILD cannot hold FROM/],
  ['ONBUILD with something else', 'FROM alpine\nONBUILD INSTALL x', 2, /ONBUILD holds INSTALL/],
  ['a fault inside ONBUILD', 'FROM alpine\nONBUILD COPY a', 2, /a source and a destination/],
  ['USER with nothing', 'FROM alpine\nUSER', 2, /USER needs an argument/],
  ['USER with a comment', 'FROM alpine\nUSER app # not root', 2, /USER takes one word/],
  ['VOLUME of nothing', 'FROM alpine\nVOLUME [""]', 2, /cannot be an empty string/],
  ['EXPOSE of a word', 'FROM alpine\nEXPOSE http', 2, /EXPOSE http is no port/],
  ['EXPOSE upside down', 'FROM alpine\nEXPOSE 90-80', 2, /is no port/],
  ['EXPOSE of an unknown protocol', 'FROM alpine\nEXPOSE 80/http', 2, /is no port/],
  ['EXPOSE beyond 65535', 'FROM alpine\nEXPOSE 65536', 2, /is no port/],
  ['FROM an ARG without a default and a tag', 'FROM alpine:$VERSION', 1, /without a whole image name/],
  ['FROM an ARG of a stage', 'FROM alpine AS a\nARG V=3\nFROM debian:$V', 3, /without a whole image name/],
  ['an open ${', 'FROM alpine\nUSER ${A', 2, /USER cannot be read/],
  ['an operator that the builder does not know', 'FROM alpine\nUSER ${A^^}', 2, /something that the builder does not know/],
  ['an open quote', 'FROM alpine\nWORKDIR "/a', 2, /a " is not closed/],
  ['the target is not there', 'FROM alpine AS a', 1, /the target dev is no stage/, { target: 'dev' }],
  ['# escape= with something else', '# escape=x\nFROM alpine', 1, /# escape= takes/],
  ['a directive twice', '# escape=`\n# escape=`\nFROM alpine', 2, /is there twice/],
  ['a Jinja template', '{% if x %}\nFROM alpine\n{% endif %}', 1, /this is a template/],
  ['a Go template', 'FROM {{ .Base }}\nUSER app', 1, /this is a template/],
  ['a template at USER', 'FROM alpine\nUSER {{ user }}', 2, /this is a template/],
];

describe('problems', () => {
  for (const [name, text, line, message, asked] of rows) {
    it(name, () => {
      const { problems } = readText(text, asked);
      expect(problems.map((problem) => problem.message).join('\n')).toMatch(message);
      expect(problems.find((problem) => message.test(problem.message))?.line).toBe(line);
      for (const problem of problems) expect(problem.message).not.toMatch(/\n/);
    });
  }

  it('a template is not judged', () => {
    expect(readText('FROM {{ .Base }}\nUSER app').containers).toEqual([]);
  });

  it('a fault does not keep the rest from being read', () => {
    const { containers } = readText('FROM alpine\nINSTALL x\nUSER app');
    expect(containers[0]?.process.user).toMatchObject({ value: { name: 'app' } });
  });

  it('a long list is cut', () => {
    expect(readText(`FROM alpine\n${'BAD line\n'.repeat(1_000)}`).problems.length).toBeLessThan(40);
  });

  it('a value never stands in a message', () => {
    const { problems } = readText(
      'FROM alpine\nENV TOKEN=geheim 2\nARG PASSWORD="geheim\nENV KEY ${geheim\nLABEL geheim\nENV A=1\n  PASSWORD=geheim\n  ghp_geheim',
    );
    expect(problems.length).toBeGreaterThan(2);
    for (const { message } of problems) expect(message).not.toContain('geheim');
  });

  const clean: readonly (readonly [name: string, text: string])[] = [
    ['RUN with braces of its own', 'FROM alpine\nRUN docker inspect -f "{{.Id}}" x'],
    ['ARG with a format', "FROM alpine\nARG FORMAT='{{.Id}}'"],
    ['every flag', 'FROM --platform=$BUILDPLATFORM alpine\nCOPY --chown=a:b --chmod=755 --link --parents --exclude=*.a --exclude=*.b a b'],
    ['ADD and its flags', 'FROM alpine\nADD --checksum=sha256:00 --keep-git-dir=true --unpack=false https://x/y /y'],
    [
      'RUN and its flags',
      'FROM alpine\nRUN --mount=type=cache,target=/c --mount=type=ssh --network=none --security=sandbox --device=a true',
    ],
    ['an image named by --from', 'FROM alpine\nCOPY --from=nginx:1.27 /a /b'],
    ['a variable that nothing sets', 'FROM alpine\nUSER $X\nWORKDIR $Y\nEXPOSE $Z\nVOLUME $V'],
    ['ARG without a default in FROM', 'ARG BASE\nFROM $BASE'],
    ['an array in single quotes is a shell command', "FROM alpine\nCMD ['a']"],
    ['HEALTHCHECK NONE with flags', 'FROM alpine\nHEALTHCHECK --interval=1s NONE'],
    ['--', 'FROM alpine\nCOPY -- a b'],
    ['MAINTAINER, LABEL, STOPSIGNAL', 'FROM alpine\nMAINTAINER me <me@x>\nLABEL a=b "c d"="e f"\nSTOPSIGNAL SIGTERM'],
  ];
  for (const [name, text] of clean) {
    it(`none: ${name}`, () => expect(readText(text).problems).toEqual([]));
  }
});

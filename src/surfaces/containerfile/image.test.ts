import { describe, expect, it } from 'vitest';
import { containerIn, say } from '../../../test/support/containerfile.ts';
import type { Container } from '../../model/index.ts';

type Row = readonly [name: string, text: string, expected: string | RegExp | undefined, asked?: Parameters<typeof containerIn>[1]];

function table(title: string, look: (container: Container) => string | undefined, rows: readonly Row[]): void {
  describe(title, () => {
    for (const [name, text, expected, asked] of rows) {
      it(name, () => {
        const got = look(containerIn(text, asked));
        if (expected instanceof RegExp) expect(got).toMatch(expected);
        else expect(got).toBe(expected);
      });
    }
  });
}

table('the base image', ({ image }) => say(image.reference), [
  ['as written', 'FROM nginx:1.27@sha256:abc', 'nginx:1.27@sha256:abc'],
  ['scratch', 'FROM scratch', 'scratch'],
  ['of the final stage', 'FROM golang AS build\nFROM alpine:3\nCOPY --from=build /a /a', 'alpine:3'],
  ['through stages', 'FROM debian:12 AS a\nFROM a AS b\nFROM b', 'debian:12'],
  ['through an ARG', 'ARG TAG=3.20\nFROM alpine:${TAG}', 'alpine:3.20'],
  ['through an ARG that is passed', 'ARG TAG=3.20\nFROM alpine:${TAG}', 'alpine:edge', { args: { TAG: 'edge' } }],
  ['through two ARGs', 'ARG V=3\nARG TAG=${V}.20\nFROM alpine:$TAG', 'alpine:3.20'],
  ['with a default at its use', 'FROM alpine:${TAG:-3}', 'alpine:3'],
  ['an ARG without a default', 'ARG BASE\nFROM $BASE', /^\? ARG BASE has no default/],
  ['a platform argument', 'FROM app-$TARGETARCH', /^\? TARGETARCH is set by the builder/],
  ['in quotes', 'FROM "alpine"', 'alpine'],
  ['an ARG of a stage is not seen', 'FROM a AS a\nARG T=1\nFROM alpine:${T:-2}', 'alpine:2'],
]);

table('the command line', ({ process }) => say(process.args), [
  ['none', 'FROM alpine', undefined],
  ['CMD in exec form', 'FROM alpine\nCMD ["a", "b c"]', '["a","b c"]'],
  ['CMD in shell form', 'FROM alpine\nCMD a "b c"', '["/bin/sh","-c","a \\"b c\\""]'],
  ['ENTRYPOINT and CMD', 'FROM alpine\nENTRYPOINT ["a"]\nCMD ["b"]', '["a","b"]'],
  ['CMD above ENTRYPOINT', 'FROM alpine\nCMD ["b"]\nENTRYPOINT ["a"]', '["a","b"]'],
  ['ENTRYPOINT drops an inherited CMD', 'FROM alpine AS a\nCMD ["b"]\nFROM a\nENTRYPOINT ["c"]', '["c"]'],
  ['CMD keeps an inherited ENTRYPOINT', 'FROM alpine AS a\nENTRYPOINT ["a"]\nFROM a\nCMD ["b"]', '["a","b"]'],
  ['the last of each', 'FROM alpine\nENTRYPOINT ["a"]\nENTRYPOINT ["b"]\nCMD ["c"]\nCMD ["d"]', '["b","d"]'],
  ['ENTRYPOINT []', 'FROM alpine AS a\nENTRYPOINT ["a"]\nFROM a\nENTRYPOINT []\nCMD ["b"]', '["b"]'],
  ['CMD []', 'FROM alpine\nENTRYPOINT ["a"]\nCMD []', '["a"]'],
  ['SHELL', 'FROM alpine\nSHELL ["/bin/bash", "-ec"]\nCMD a', '["/bin/bash","-ec","a"]'],
  ['SHELL after it', 'FROM alpine\nCMD a\nSHELL ["/bin/bash", "-c"]', '["/bin/sh","-c","a"]'],
  ['on Windows', 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nCMD a', '["cmd","/S","/C","a"]'],
  ['variables stay', 'FROM alpine\nENV A=1\nCMD ["$A"]', '["$A"]'],
  ['over several lines', 'FROM alpine\nCMD ["a", \\\n  "b"]', '["a","b"]'],
  ['an array that is none', "FROM alpine\nCMD ['a']", `["/bin/sh","-c","['a']"]`],
]);

const envOf = ({ process }: Container): string => process.env.map(({ name, value }) => `${name}=${say(value)}`).join(' ');

table('ENV', envOf, [
  ['one form', 'FROM alpine\nENV A=1 B="two words" C=three\\ words', 'A=1 B=two words C=three words'],
  ['the other form', 'FROM alpine\nENV A one two', 'A=one two'],
  ['empty', 'FROM alpine\nENV A= B=""', 'A= B='],
  ['later in place of earlier', 'FROM alpine\nENV A=1 B=2\nENV A=3', 'A=3 B=2'],
  ['inherited', 'FROM alpine AS a\nENV A=1\nFROM a\nENV B=2', 'A=1 B=2'],
  ['not from another stage', 'FROM alpine AS a\nENV A=1\nFROM alpine\nENV B=2', 'B=2'],
  ['ARG is not in it', 'FROM alpine\nARG A=1\nENV B=$A', 'B=1'],
  ['PATH of the base image', 'FROM alpine\nENV PATH=/x:$PATH', /^PATH=\? PATH is not set in this file/],
  ['PATH from scratch', 'FROM scratch\nENV PATH=/x:$PATH', /^PATH=\/x:\/usr\/local\/sbin:.*:\/bin$/],
  ['= in a value', 'FROM alpine\nENV A=b=c', 'A=b=c'],
  ['a name like a method', 'FROM alpine\nENV __proto__=1 constructor=2', '__proto__=1 constructor=2'],
  ['over lines with a comment', 'FROM alpine\nENV A=1 \\\n# note\n  B=2', 'A=1 B=2'],
  ['a backtick as escape', '# escape=`\nFROM alpine\nENV A=C:\\x B=y` z', 'A=C:\\x B=y z'],
]);

const portsOf = ({ ports }: Container): string =>
  ports.map(({ containerPort, protocol, published }) => `${say(containerPort)}/${say(protocol) ?? ''}${published ? '!' : ''}`).join(' ');

table('EXPOSE', portsOf, [
  ['several', 'FROM alpine\nEXPOSE 80 443/tcp 53/UDP', '80/ 443/tcp 53/udp'],
  ['a range', 'FROM alpine\nEXPOSE 8000-8010', '8000-8010/'],
  ['twice the same', 'FROM alpine\nEXPOSE 80\nEXPOSE 80/tcp 80/udp', '80/tcp 80/udp'],
  ['with a host port', 'FROM alpine\nEXPOSE 8080:80', '80/'],
  ['a variable', 'FROM alpine\nARG P=80\nEXPOSE ${P}/tcp', '80/tcp'],
  ['a variable with two', 'FROM alpine\nARG P="80 81"\nEXPOSE $P', '80/ 81/'],
  ['a variable that is not known', 'FROM alpine\nEXPOSE $P', /^\? P is not set/],
  ['inherited', 'FROM alpine AS a\nEXPOSE 1\nFROM a\nEXPOSE 2', '1/ 2/'],
]);

const mountsOf = ({ mounts }: Container): string => mounts.map(({ type, destination }) => `${say(type)} ${say(destination)}`).join(', ');

table('VOLUME', mountsOf, [
  ['plain', 'FROM alpine\nVOLUME /a /b', 'volume /a, volume /b'],
  ['an array', 'FROM alpine\nVOLUME ["/a", "/b c"]', 'volume /a, volume /b c'],
  ['a variable', 'FROM alpine\nENV D=/data\nVOLUME $D', 'volume /data'],
  ['twice the same', 'FROM alpine\nVOLUME /a\nVOLUME /a', 'volume /a'],
  ['inherited', 'FROM alpine AS a\nVOLUME /a\nFROM a', 'volume /a'],
]);

table('WORKDIR', ({ process }) => say(process.cwd), [
  ['absolute', 'FROM alpine\nWORKDIR /a/./b/../c/', '/a/c'],
  ['relative to the one before', 'FROM alpine\nWORKDIR /a\nWORKDIR b', '/a/b'],
  ["relative to the base image's", 'FROM alpine\nWORKDIR b', /^\? .*base image/],
  ['relative, from scratch', 'FROM scratch\nWORKDIR b', '/b'],
  ['inherited', 'FROM alpine AS a\nWORKDIR /a\nFROM a\nWORKDIR b', '/a/b'],
  ['a variable', 'FROM alpine\nARG D=/x\nWORKDIR $D/y', '/x/y'],
  ['on Windows', '# escape=`\nFROM mcr.microsoft.com/windows/nanoserver\nWORKDIR C:\\app\nWORKDIR sub', 'C:\\app\\sub'],
]);

table('HEALTHCHECK', ({ healthcheck }) => say(healthcheck), [
  ['none written', 'FROM alpine', undefined],
  ['NONE', 'FROM alpine\nHEALTHCHECK NONE', '{"disabled":true}'],
  ['a shell command', 'FROM alpine\nHEALTHCHECK --interval=5m --timeout=3s CMD curl -f x || exit 1', /"CMD-SHELL","curl -f x \|\| exit 1"/],
  ['exec form', 'FROM alpine\nHEALTHCHECK cmd ["a", "b"]', '{"disabled":false,"test":["CMD","a","b"]}'],
  ['the last counts', 'FROM alpine\nHEALTHCHECK CMD a\nHEALTHCHECK NONE', '{"disabled":true}'],
  ['inherited', 'FROM alpine AS a\nHEALTHCHECK NONE\nFROM a', '{"disabled":true}'],
]);

table('the operating system', ({ os }) => say(os), [
  ['not said', 'FROM alpine', undefined],
  ['Windows', 'FROM mcr.microsoft.com/windows/servercore:ltsc2022', 'windows'],
  ['Nano Server', 'FROM mcr.microsoft.com/dotnet/aspnet:8.0-nanoserver-1809', 'windows'],
  ['by platform', 'FROM --platform=windows/amd64 app', 'windows'],
  ['.NET is not Windows', 'FROM mcr.microsoft.com/dotnet/aspnet:8.0', undefined],
  ['a build stage does not count', 'FROM golang:windowsservercore AS a\nFROM scratch', undefined],
]);

const stepsOf = ({ image }: Container): string =>
  (image.build?.steps ?? []).map((step) => `${step.stage}:${step.instruction}:${say(step.text)}:${say(step.user) ?? ''}`).join(' | ');

table('the steps', stepsOf, [
  ['in order, each with its user', 'FROM alpine\nUSER app\nRUN x', '0:FROM:alpine: | 0:USER:app: | 0:RUN:x:{"name":"app"}'],
  ['a stage that is not used', 'FROM a AS one\nRUN x\nFROM b', '1:FROM:b:'],
  [
    'a stage that is copied from',
    'FROM a AS one\nRUN x\nFROM b\nCOPY --from=one /a /b',
    'one:FROM:a AS one: | one:RUN:x: | 1:FROM:b: | 1:COPY:/a /b:',
  ],
  ['by number', 'FROM a\nRUN x\nFROM b\nCOPY --from=0 /a /b', '0:FROM:a: | 0:RUN:x: | 1:FROM:b: | 1:COPY:/a /b:'],
  ['that is mounted', 'FROM a AS one\nFROM b\nRUN --mount=from=one,target=/a x', 'one:FROM:a AS one: | 1:FROM:b: | 1:RUN:x:'],
  ['that is built on', 'FROM a AS one\nRUN x\nFROM one', 'one:FROM:a AS one: | one:RUN:x: | 1:FROM:one:'],
  ['with variables', 'FROM a\nARG V=1 W=2\nADD https://x/$V-$U /y', '0:FROM:a: | 0:ARG:V=1 W=2: | 0:ADD:https://x/1-$U /y:'],
  ['RUN keeps its variables', 'FROM a\nARG V=1\nRUN echo $V', /RUN:echo \$V:$/],
  ['a heredoc', 'FROM a\nRUN <<EOF\none\nEOF', '0:FROM:a: | 0:RUN:<<EOF\none\n:'],
  ['of a target', 'FROM a AS one\nRUN x\nFROM b', 'one:FROM:a AS one: | one:RUN:x:', { target: 'one' }],
]);

describe('the rest of the build', () => {
  it('flags, several of one kind on lines of their own', () => {
    const { image } = containerIn('FROM a\nCOPY --chown=1:2 --exclude=a --exclude=b --link x y');
    expect(image.build?.steps?.at(-1)?.flags).toEqual({ chown: '1:2', exclude: 'a\nb', link: 'true' });
  });

  const secretsOf = (text: string): string | undefined => containerIn(text).image.build?.secrets?.map(say).join(' ');

  it('secrets, each once', () => {
    const text = 'FROM a\nRUN --mount=type=secret,id=token --mount=type=secret,id=key,env=KEY x\nRUN --mount=type=secret,id=token y';
    expect(secretsOf(text)).toBe('token key');
  });

  it('a secret by its target', () => {
    expect(secretsOf('FROM a\nRUN --mount=type=secret,target=/root/.npmrc x')).toBe('.npmrc');
  });

  it('a secret of a stage that does not count', () => {
    expect(secretsOf('FROM a AS one\nRUN --mount=type=secret,id=token x\nFROM b')).toBe('');
  });

  it('names itself by its file, or by the target', () => {
    expect(containerIn('FROM a AS dev').id).toBe('app/Containerfile#Containerfile');
    expect(containerIn('FROM a AS dev', { target: 'dev' })).toMatchObject({ name: 'dev', id: 'app/Containerfile#dev' });
  });

  it('is one image', () => {
    expect(containerIn('FROM a\nFROM b')).toMatchObject({ kind: 'image', engine: 'docker', surface: 'containerfile' });
  });
});

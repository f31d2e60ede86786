import { describe, expect, it } from 'vitest';
import { containerIn, userOf } from '../../../test/support/containerfile.ts';

type Row = readonly [name: string, text: string, user: string | RegExp | undefined, asked?: Parameters<typeof containerIn>[1]];

const lines = (...text: string[]): string => `${text.join('\n')}\n`;

const rows: readonly Row[] = [
  ['no USER at all', 'FROM alpine', undefined],
  ['a name', 'FROM alpine\nUSER app', 'app'],
  ['a number', 'FROM alpine\nUSER 1000', '1000'],
  ['a number with zeros in front', 'FROM alpine\nUSER 0000', '0'],
  ['user and group', 'FROM alpine\nUSER app:web', 'app:web'],
  ['uid and gid', 'FROM alpine\nUSER 1000:2000', '1000:2000'],
  ['a colon and no group', 'FROM alpine\nUSER app:', 'app'],
  ['no user but a group', 'FROM alpine\nUSER :web', '0:web'],
  ['an empty user takes back the one before', 'FROM alpine\nUSER app\nUSER ""', '0'],
  ['a quoted name', 'FROM alpine\nUSER "app"', 'app'],
  ['the last one counts', 'FROM alpine\nUSER root\nUSER app', 'app'],
  ['the last one counts, root too', 'FROM alpine\nUSER app\nUSER root', 'root'],
  ['a later USER drops the group of an earlier one', 'FROM alpine\nUSER app:web\nUSER 5', '5'],
  ['lower case', 'from alpine\nuser app', 'app'],
  ['a tab after the keyword', 'FROM alpine\nUSER\tapp', 'app'],
  ['spaces around', 'FROM alpine\n   USER   app   ', 'app'],
  ['Windows line ends', 'FROM alpine\r\nUSER app\r\n', 'app'],
  ['a byte order mark', '\ufeffFROM alpine\nUSER app', 'app'],
  ['no line feed at the end', 'FROM alpine\nUSER app', 'app'],
  ['a Windows account', 'FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nUSER ContainerUser', 'ContainerUser'],
  ['a word with a space is nobody', 'FROM alpine\nUSER app # the user', /^\? .*space/],

  ['USER of another stage does not count', 'FROM alpine AS build\nUSER app\nFROM alpine\nCOPY --from=build /a /a', undefined],
  ['USER of a base stage is inherited', 'FROM alpine AS base\nUSER app:web\nFROM base\nRUN true', 'app:web'],
  ['through two stages', 'FROM alpine AS a\nUSER app\nFROM a AS b\nFROM b', 'app'],
  ['and can be set again', 'FROM alpine AS base\nUSER app\nFROM base\nUSER root', 'root'],
  ['the name of a stage in other case', 'FROM alpine AS Base\nUSER app\nFROM base', 'app'],
  ['a stage named like its image', 'FROM alpine AS alpine\nUSER app\nFROM alpine', 'app'],
  ['a later stage is no base', 'FROM base\nRUN true\nFROM alpine AS base\nUSER app\nFROM scratch', undefined],
  ['the last stage of a name counts', 'FROM a AS x\nUSER one\nFROM b AS x\nUSER two\nFROM x', 'two'],
  ['a target', 'FROM alpine AS dev\nUSER dev\nFROM alpine\nUSER app', 'dev', { target: 'dev' }],
  ['a target in other case', 'FROM alpine AS dev\nUSER dev\nFROM alpine\nUSER app', 'dev', { target: 'DEV' }],
  ['a stage through a variable', 'ARG BASE=base\nFROM alpine AS base\nUSER app\nFROM $BASE', 'app'],

  ['USER in a heredoc of RUN', lines('FROM alpine', 'RUN <<EOF', 'USER nobody', 'FROM scratch', 'EOF'), undefined],
  ['USER after a heredoc', lines('FROM alpine', 'RUN <<EOF', 'USER nobody', 'EOF', 'USER app'), 'app'],
  ['two heredocs', lines('FROM alpine', 'RUN <<A cat <<B', 'USER a', 'A', 'USER b', 'B', 'USER app'), 'app'],
  ['a heredoc with tabs', lines('FROM alpine', 'RUN <<-EOF', '\tUSER a', '\tEOF', 'USER app'), 'app'],
  ['a tab ends no heredoc without -', lines('FROM alpine', 'RUN <<EOF', '\tEOF', 'USER a', 'EOF'), undefined],
  ['a quoted heredoc', lines('FROM alpine', 'COPY <<"EOF" /etc/x', 'USER a', 'EOF', 'USER app'), 'app'],
  ['a heredoc with a space before its name', lines('FROM alpine', 'RUN cat << EOF', 'USER a', 'EOF', 'USER app'), 'app'],
  ['a heredoc with a file descriptor', lines('FROM alpine', 'RUN 3<<EOF', 'USER a', 'EOF', 'USER app'), 'app'],
  ['a heredoc in quotes is none', lines('FROM alpine', 'RUN echo "<<EOF"', 'USER app'), 'app'],
  ['a here-string is no heredoc', lines('FROM alpine', 'RUN cat <<<EOF', 'USER app'), 'app'],
  ['<< within a word is no heredoc', lines('FROM alpine', 'RUN echo $((1<<2))', 'USER app'), 'app'],
  ['<< in exec form is no heredoc', lines('FROM alpine', 'RUN ["cat", "<<EOF"]', 'USER app'), 'app'],
  ['CMD takes no heredoc', lines('FROM alpine', 'CMD cat <<EOF', 'USER app'), 'app'],
  ['a heredoc under ONBUILD', lines('FROM alpine', 'ONBUILD RUN <<EOF', 'USER a', 'EOF', 'USER app'), 'app'],
  ['a heredoc after a continuation', lines('FROM alpine', 'RUN true && \\', '  cat <<EOF', 'USER a', 'EOF', 'USER app'), 'app'],
  ['a heredoc that ends in CRLF', 'FROM alpine\r\nRUN <<EOF\r\nUSER a\r\nEOF\r\nUSER app\r\n', 'app'],

  ['a continuation', lines('FROM alpine', 'RUN a && \\', 'USER b', 'USER app'), 'app'],
  ['a comment inside a continuation', lines('FROM alpine', 'RUN a && \\', '# USER x', '  b', 'USER app'), 'app'],
  ['a comment that ends in \\ goes not on', lines('FROM alpine', '# note \\', 'USER app'), 'app'],
  ['an empty line inside a continuation', lines('FROM alpine', 'RUN a && \\', '', '  b', 'USER app'), 'app'],
  ['a continued USER', lines('FROM alpine', 'USER \\', '  app'), 'app'],
  ['a word over two lines', lines('FROM alpine', 'USER ap\\', 'p'), 'app'],
  ['spaces after the continuation', lines('FROM alpine', 'USER \\  ', 'app'), 'app'],
  ['\\\\ goes not on', lines('FROM alpine', 'RUN echo \\\\', 'USER app'), 'app'],
  ['a continuation at the end of the file', 'FROM alpine\nUSER app \\', 'app'],
  ['a comment is no USER', lines('FROM alpine', '# USER app', '  # USER app'), undefined],
  ['a backtick continues', lines('# escape=`', 'FROM alpine', 'RUN a `', 'USER b', 'USER app'), 'app'],
  ['a backtick leaves \\ alone', lines('# escape=`', 'FROM alpine', 'RUN dir c:\\', 'USER app'), 'app'],
  ['the directive after a comment is a comment', lines('# hello', '# escape=`', 'FROM alpine', 'RUN a \\', 'USER b', 'USER app'), 'app'],
  ['directives one after another', lines('# syntax=docker/dockerfile:1', '#escape = `', 'FROM alpine', 'USER `', 'app'), 'app'],

  ['ARG in USER', 'FROM alpine\nARG U=app\nUSER $U', 'app'],
  ['ARG passed', 'FROM alpine\nARG U=app\nUSER $U', 'web', { args: { U: 'web' } }],
  ['ARG passed on from an environment', 'FROM alpine\nARG U=app\nUSER $U', /^\? U is passed on/, { args: { U: undefined } }],
  ['an argument that no ARG takes', 'FROM scratch\nENV U=app\nUSER $U', 'app', { args: { U: 'web' } }],
  ['ARG without a default', 'FROM alpine\nARG U\nUSER $U', /^\? ARG U has no default/],
  ['ARG without a default, with one at its use', 'FROM alpine\nARG U\nUSER ${U:-1000}', '1000'],
  ['ARG of another stage', 'FROM alpine AS a\nARG U=app\nFROM alpine\nUSER $U', /^\? U is not set/],
  ['ARG of a base stage', 'FROM alpine AS a\nARG U=app\nFROM a\nUSER $U', 'app'],
  ['ARG above FROM is not seen', 'ARG U=app\nFROM alpine\nUSER $U', /^\? U is not set/],
  ['ARG above FROM, taken over', 'ARG U=app\nFROM alpine\nARG U\nUSER $U', 'app'],
  ['ARG above FROM, with another default', 'ARG U=app\nFROM alpine\nARG U=web\nUSER $U', 'web'],
  ['ARG after its use', 'FROM scratch\nUSER x$U\nARG U=app', 'x'],
  ['several ARGs in one', 'FROM alpine\nARG A=1 B=${A}000\nUSER $B', '1000'],
  ['ENV in USER', 'FROM alpine\nENV U app\nUSER ${U}', 'app'],
  ['ENV later in the stage does not count', 'FROM scratch\nENV U=a\nUSER $U\nENV U=b', 'a'],
  ['ENV of a base stage', 'FROM alpine AS a\nENV U=app\nFROM a\nUSER $U', 'app'],
  ['ENV over ARG', 'FROM alpine\nARG U=a\nENV U=b\nUSER $U', 'b'],
  ['ENV sees the values before it', 'FROM alpine\nENV A=1\nENV A=2 B=$A\nUSER $B', '1'],
  ['a variable that nothing sets', 'FROM alpine\nUSER $UNSET', /^\? UNSET is not set in this file; the base image alpine may set it$/],
  ['a variable that nothing sets, from scratch', 'FROM scratch\nUSER app$UNSET', 'app'],
  ['a default for what the base image may set', 'FROM alpine\nUSER ${U:-app}', /^\? U is not set/],
  ['a platform argument', 'FROM alpine\nARG TARGETARCH\nUSER $TARGETARCH', /^\? TARGETARCH is set by the builder/],
  ['a platform argument with a default', 'FROM alpine\nARG TARGETARCH=arm64\nUSER $TARGETARCH', 'arm64'],
  ['user known, group not', 'FROM alpine\nUSER 1000:$G', /^1000:\? G is not set/],
  ['group known, user not', 'FROM alpine\nUSER $U:1000', /^\? U is not set.*:1000$/],
  ['both in one variable', 'FROM alpine\nARG U=10:20\nUSER $U', '10:20'],
  ['single quotes do not expand', "FROM alpine\nARG U=app\nUSER '$U'", '$U'],
  ['an escaped $', 'FROM alpine\nARG U=app\nUSER \\$U', '$U'],

  ['ONBUILD USER is not for this image', 'FROM alpine\nONBUILD USER app', undefined],
  ['ONBUILD USER is for the stage on top', 'FROM alpine AS a\nONBUILD USER app\nFROM a', 'app'],
  ['ONBUILD comes before what the stage says', 'FROM alpine AS a\nONBUILD USER app\nFROM a\nUSER web', 'web'],
  ['ONBUILD reaches one stage only', 'FROM alpine AS a\nONBUILD USER app\nUSER x\nFROM a AS b\nUSER y\nFROM b', 'y'],
];

describe('USER', () => {
  for (const [name, text, user, asked] of rows) {
    it(name, () => {
      const got = userOf(containerIn(text, asked));
      if (user instanceof RegExp) expect(got).toMatch(user);
      else expect(got).toBe(user);
    });
  }
});

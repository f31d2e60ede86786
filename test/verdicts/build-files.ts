import { type Case, cases } from './case.ts';
import { dockerfile, standards } from './sources.ts';
import { digest } from './texts.ts';

const anyStage = 'Tools that look at the USER of every stage report it; only the last stage is the image';
const sha = '0123456789abcdef0123456789abcdef01234567';

const user = cases({ control: 'non-root-user', way: 'containerfile', source: `${dockerfile}, USER and FROM` }, [
  {
    name: 'root in an earlier stage',
    text: 'FROM scratch AS stage\nUSER root\nFROM scratch\nUSER operator\n',
    outcome: 'held',
    disputed: anyStage,
    thread: 'hadolint/hadolint#405',
  },
  {
    name: 'root in a stage that nobody builds on',
    text: 'FROM scratch AS builder\nFROM scratch\nUSER app\nUSER root\nFROM scratch\nUSER app\n',
    outcome: 'held',
    disputed: anyStage,
    thread: 'aquasecurity/trivy#3966',
  },
  {
    name: 'root for a while',
    text: 'FROM scratch\nUSER root\nWORKDIR /\nUSER nonroot\nENTRYPOINT ["/run"]\n',
    outcome: 'held',
    disputed: 'Tools that look at any USER report it; the last one of the stage counts',
    thread: 'hadolint/hadolint#1014',
  },
  {
    name: 'a health check before USER',
    text: 'FROM scratch\nHEALTHCHECK CMD ["/healthy"]\nUSER user\nENTRYPOINT ["/run"]\n',
    outcome: 'held',
    disputed: 'A tool takes the CMD of the health check for the program',
    thread: 'semgrep/semgrep-rules#3436',
  },
  {
    name: 'a fallback of the variable',
    text: 'FROM scratch\nUSER ${APP_UID:-1000}\n',
    outcome: 'held',
    source: `${dockerfile}, environment replacement`,
  },
  {
    name: 'an argument from before FROM is empty in the stage',
    text: 'ARG APP_UID=1000\nFROM scratch\nUSER $APP_UID\n',
    outcome: 'broken',
    source: `${dockerfile}, understand how ARG and FROM interact: it is outside of the build stage`,
    disputed: 'Tools that know one set of variables for the whole file read 1000',
  },
  {
    name: 'the same, brought in',
    text: 'ARG APP_UID=1000\nFROM scratch\nARG APP_UID\nUSER $APP_UID\n',
    outcome: 'held',
    source: `${dockerfile}, understand how ARG and FROM interact`,
  },
  {
    name: 'zero with a zero before it',
    text: 'FROM scratch\nUSER 00\n',
    outcome: 'broken',
    source: 'moby/sys user/user.go GetExecUser: strconv.Atoi',
  },
  {
    name: 'root with a group of its own',
    text: 'FROM scratch\nUSER root:1000\n',
    outcome: 'broken',
    disputed: 'Tools that compare the whole word with "root" call it held',
  },
  {
    name: 'ONBUILD is for images that build on this one',
    text: 'FROM scratch\nUSER 1000\nONBUILD USER root\n',
    outcome: 'held',
    source: `${dockerfile}, ONBUILD`,
  },
  {
    name: 'USER in a here-document is text',
    text: 'FROM scratch\nUSER 1000\nRUN <<EOF\nUSER root\nEOF\n',
    outcome: 'held',
    source: `${dockerfile}, here-documents`,
    disputed: 'Tools that read line by line take it for an instruction',
  },
  {
    name: 'the owner of copied files is no user of the process',
    text: 'FROM scratch\nCOPY --chown=1000:1000 a /a\n',
    outcome: 'broken',
    source: `${dockerfile}, COPY --chown: the owner of the files`,
  },
  {
    name: 'copied for root, run by another',
    text: 'FROM scratch\nCOPY --chown=root:root a /a\nUSER 1000\n',
    outcome: 'held',
    source: `${dockerfile}, COPY --chown`,
  },
]);

const resolvable = cases({ control: 'resolvable-user', way: 'containerfile', source: `${dockerfile}, ARG, default values` }, [
  {
    name: 'an argument with a default',
    text: 'FROM scratch\nARG APP_UID=1000\nUSER ${APP_UID}\n',
    outcome: 'held',
    disputed: 'A tool that asks for a number does not look into variables and reports it',
    thread: 'hadolint/hadolint#1222',
  },
  {
    name: 'a name that no layer of scratch can hold',
    text: 'FROM scratch\nUSER app\n',
    outcome: 'broken',
    source: 'moby/sys user/user.go GetExecUser: a name must be in /etc/passwd, a number need not',
  },
]);

const pinned = cases({ control: 'image-pinned', way: 'containerfile', source: standards.tags }, [
  {
    name: 'stages by their names',
    text: `FROM debian:12.11${digest} AS base\nFROM golang:1.24${digest} AS build\nFROM build AS publish\nFROM base AS final\nCOPY --from=publish /a /a\n`,
    outcome: 'held',
    source: `${dockerfile}, FROM: an earlier stage may be named`,
    disputed: 'A tool takes the names of stages for images without a tag',
    thread: 'bridgecrewio/checkov#1450',
  },
  {
    name: 'a stage in capitals',
    text: `FROM debian${digest} AS Base\nFROM base\n`,
    outcome: 'held',
    source: 'moby/buildkit frontend/dockerfile/instructions/parse.go parseFrom: names of stages are made lower case',
  },
  {
    name: 'a stage that comes later is no stage yet',
    text: `FROM base AS first\nFROM debian${digest} AS base\nCOPY --from=first /a /a\n`,
    outcome: 'broken',
    source: `${dockerfile}, FROM: only an earlier stage may be named`,
  },
  {
    name: 'a digest without a tag',
    text: `FROM nginx${digest}\n`,
    outcome: 'held',
    disputed: 'Tools that ask for a tag report a blank one; the digest says more than any tag',
    thread: 'bridgecrewio/checkov#535',
  },
  {
    name: 'a tag and a digest',
    text: `FROM example.com/a:1.0.0${digest}\n`,
    outcome: 'held',
    disputed: 'A tool splits at every colon and reads latest',
    thread: 'aquasecurity/appshield#132',
  },
  {
    name: 'the tag is the default of an argument',
    text: 'ARG TAG=latest\nFROM nginx:${TAG}\n',
    outcome: 'broken',
    source: `${dockerfile}, ARG, default values`,
  },
  {
    name: 'the registry is an argument without a value',
    text: 'ARG REGISTRY\nFROM ${REGISTRY}/ubuntu\n',
    outcome: 'unknown',
    source: `${dockerfile}, ARG: the value comes with the build`,
    disputed: 'A tool says nothing at all; ours says what it cannot know',
    thread: 'aquasecurity/trivy#8274',
  },
]);

const remote = cases({ control: 'remote-add', way: 'containerfile', source: `${dockerfile}, ADD` }, [
  {
    name: 'a local archive with an owner',
    text: 'FROM scratch\nADD --chown=1000:1000 rootfs.tar.xz /\n',
    outcome: 'held',
    disputed: 'hadolint DL3020 and CIS 4.9 ask for COPY; COPY does not unpack',
  },
  {
    name: 'a repository at a branch',
    text: 'FROM scratch\nADD https://github.com/example/a.git#main /a\n',
    outcome: 'broken',
    source: `${dockerfile}, adding files from a Git repository`,
  },
  {
    name: 'a repository with the commit it must be',
    text: `FROM scratch\nADD --checksum=${sha} https://github.com/example/a.git#v1 /a\n`,
    outcome: 'held',
    source: `${dockerfile}, ADD --checksum: for Git the commit`,
    disputed: 'Tools that look for a URL after ADD report it',
  },
  { name: 'the version is an argument', text: 'FROM scratch\nARG V=1.0\nADD https://example.com/a-${V}.tgz /a\n', outcome: 'broken' },
]);

const health = cases({ control: 'health-check', way: 'containerfile', source: `${dockerfile}, HEALTHCHECK and FROM` }, [
  {
    name: 'of the stage that it builds on',
    text: 'FROM scratch AS base\nHEALTHCHECK CMD ["/healthy"]\nFROM base\nUSER 1000\n',
    outcome: 'held',
    disputed: 'Tools that look at the last stage alone report it',
  },
  {
    name: 'of a stage that it does not build on',
    text: 'FROM scratch AS test\nHEALTHCHECK CMD ["/healthy"]\nFROM scratch\n',
    outcome: 'broken',
  },
]);

export const table: readonly Case[] = [...user, ...resolvable, ...pinned, ...remote, ...health];

import { describe, expect, it } from 'vitest';
import { imageOf } from '../../../test/support/steps.ts';
import { container, table } from '../../../test/support/table.ts';
import { written } from '../../model/index.ts';
import { secretInBuild } from './control.ts';

const on = (...lines: string[]) => imageOf(['FROM debian:12', ...lines].join('\n'));

table(secretInBuild, [
  ['nothing', on('RUN make'), 'held'],
  ['no steps are known', { kind: 'image' }, 'inapplicable'],
  ['an argument with a value', on('ARG NPM_TOKEN=c29tZXRoaW5n'), 'broken', /ARG NPM_TOKEN holds a token in plain text/],
  ['an argument that whoever builds gives', on('ARG NPM_TOKEN'), 'broken', /takes NPM_TOKEN as a build argument/],
  ['the same in a stage that is left behind', imageOf('FROM node AS build\nARG NPM_TOKEN\nFROM debian:12'), 'held'],
  ['a version', on('ARG VERSION=1.2.3', 'ARG SECRET_NAME=x', 'ARG TOKEN_TTL=3600'), 'held'],
  ['in the older form of ENV, overwritten later', on('ENV DB_PASSWORD K4ngaroo'), 'broken', /ENV DB_PASSWORD/],
  ['in a command', on('RUN curl -u me:K4ngaroo https://example.com/x'), 'broken', /RUN -u holds a password/],
  ['a password for an account', on("RUN echo 'root:root' | chpasswd"), 'broken', /chpasswd/],
  ['a value to get the build going', on('RUN SECRET_KEY_BASE=dummy bin/rails assets:precompile'), 'held'],
  ['a secret that is mounted', on('RUN npm ci'), 'held'],
  ['a variable of the shell', on('RUN npm config set token=$NPM_TOKEN'), 'held'],
  ['a key', on('COPY id_rsa /root/.ssh/'), 'broken', /copies id_rsa into the image/],
  ['a key that is removed again', on('COPY .npmrc /root/', 'RUN npm ci && rm -f /root/.npmrc'), 'broken', /leaves it in its layer/],
  ['in JSON form', on('COPY ["conf/.netrc", "/root/.netrc"]'), 'broken', /conf\/\.netrc/],
  ['a folder of credentials', on('ADD .aws/ /root/.aws/'), 'broken', /AWS/],
  ['the public half', on('COPY id_rsa.pub /root/.ssh/', 'COPY .env.example /app/', 'COPY server.crt signing.key /etc/'), 'held'],
  ['the destination is no source', on('COPY settings /app/.env'), 'held'],
  ['everything: .dockerignore decides', on('COPY . /app', 'ADD . /app'), 'held'],
  ['a key in a stage that is left behind', imageOf('FROM node AS build\nCOPY .npmrc .\nFROM debian:12\nCOPY dist /app'), 'held'],
  ['a key in a stage that is built upon', imageOf('FROM node AS base\nCOPY .npmrc .\nFROM base\nRUN npm ci'), 'broken'],
]);

describe('secret-in-build', () => {
  it('leaves the variables that the image ends up with to secret-in-environment', () => {
    const parts = on('ENV DB_PASSWORD=K4ngaroo');
    const step = container(parts).image.build?.steps?.[1];
    const origin = step?.origin ?? container().origin;
    const env = [{ name: 'DB_PASSWORD', origin: { ...origin, start: origin.start + 4 }, value: written('K4ngaroo', origin) }];
    expect(secretInBuild.judge(container(parts))).toMatchObject([{ outcome: 'broken' }]);
    expect(secretInBuild.judge(container({ ...parts, process: { env } }))).toMatchObject({ outcome: 'held' });
  });

  it('never says the secret', () => {
    const verdicts = secretInBuild.judge(container(on('ARG NPM_TOKEN=c29tZXRoaW5n', 'RUN app --password K4ngaroo')));
    const said = [verdicts].flat().map((verdict) => ('detail' in verdict ? verdict.detail : ''));
    expect(said).toHaveLength(2);
    expect(said.join()).not.toMatch(/c29t|K4ng/);
  });
});

import { describe, expect, it } from 'vitest';
import { imageOf } from '../../../test/support/steps.ts';
import { at, container, table } from '../../../test/support/table.ts';
import { unknown, written } from '../../model/index.ts';
import { imagePinned } from './control.ts';

const digest = `sha256:${'0'.repeat(64)}`;
const of = (reference: string) => ({ image: { reference: at(reference) } });
const { origin } = at('');

table(imagePinned, [
  ['no tag', of('nginx'), 'broken', /nginx has no tag/],
  ['latest', of('registry.example.com/web:latest'), 'broken', /latest is whatever/],
  ['a port is no tag', of('registry.example.com:5000/web'), 'broken', /has no tag/],
  ['a tag', of('nginx:1.27'), 'broken', /nginx:1\.27 can be moved/],
  ['a digest', of(`nginx@${digest}`), 'held'],
  ['a tag and a digest', of(`nginx:latest@${digest}`), 'held'],
  ['built here', { image: { reference: at('web'), build: { origin, args: [] } } }, 'inapplicable'],
  ['a name that Docker Hub does not have', of('checkoutservice'), 'inapplicable'],
  ['a name to be filled in', of('<your-image>'), 'inapplicable'],
  ["Podman's name for what was built on the machine", of('localhost/web'), 'inapplicable'],
  ['a name of Docker Hub with its registry', of('docker.io/library/nginx'), 'broken'],
  ['not resolved', { image: { reference: unknown('${TAG} is not set') } }, 'unknown'],
  ['no image', {}, 'inapplicable'],
  ['FROM without a tag', imageOf('FROM nginx'), 'broken'],
  ['FROM scratch', imageOf('FROM scratch'), 'inapplicable'],
  ['FROM a stage', imageOf(`FROM nginx@${digest} AS base\nFROM Base`), 'held'],
  ['a stage that is left behind', imageOf(`FROM golang AS build\nFROM nginx@${digest}`), 'broken', /golang/],
  ['FROM an argument without a value', imageOf('FROM ${BASE}'), 'unknown'],
  ['COPY from an image', imageOf(`FROM nginx@${digest}\nCOPY / /`, { 1: { from: 'ghcr.io/acme/tools' } }), 'broken', /tools has no tag/],
  ['COPY from a stage', imageOf(`FROM nginx@${digest} AS x\nFROM x\nCOPY a /\nCOPY b /`, { 2: { from: 'x' }, 3: { from: '0' } }), 'held'],
  ['Windows', { os: at('windows'), ...of('nginx') }, 'inapplicable'],
]);

describe('image-pinned', () => {
  it('tells a missing digest only to those who ask for every measure', () => {
    const judged = (reference: string) => [imagePinned.judge(container(of(reference)))].flat()[0];
    expect(judged('nginx:1.27')).toMatchObject({ severity: 'low', level: 'strict' });
    expect(judged('nginx')).not.toHaveProperty('level');
  });

  it('knows what the same script builds', () => {
    const text = 'docker build -t acme/web .\ndocker run acme/web\n';
    const place = { source: { path: 'x.sh', text }, start: 27, end: 40 };
    const run = container({ surface: 'run-command', origin: place, image: { reference: written('acme/web', place) } });
    expect(imagePinned.judge(run)).toMatchObject({ outcome: 'inapplicable' });
  });

  it('says what to look up', () => {
    expect(imagePinned.harden(container(of('nginx')))).toEqual([{ set: 'image.reference', to: 'nginx:TAG@DIGEST' }]);
    expect(imagePinned.harden(container(of('nginx:1.27')))).toEqual([{ set: 'image.reference', to: 'nginx:1.27@DIGEST' }]);
  });
});

import { describe, expect, it } from 'vitest';
import { imageOf, packageIn } from '../../../test/support/image-contents.ts';
import type { Distribution } from '../../model/index.ts';
import { endOfLifeBase } from './control.ts';

const of = (id: string, version?: string): Distribution => ({
  id,
  name: `${id} ${version ?? ''}`.trim(),
  like: [],
  ...(version === undefined ? {} : { version }),
});
const judge = (today: string | undefined, distribution?: Distribution) =>
  endOfLifeBase.judge(imageOf({ ...(distribution === undefined ? {} : { distribution }), ...(today === undefined ? {} : { today }) }));

describe('end-of-life-base', () => {
  it.each<[string, Distribution, RegExp]>([
    ['2026-07-11', of('debian', '12'), /^debian 12 gets security updates until 2026-07-11$/],
    ['2026-11-01', of('alpine', '3.21.5'), /until 2026-11-01$/],
    ['2030-01-01', of('wolfi', '20230201'), /has no end, as long as the image is built anew$/],
    ['2030-01-01', of('photon', '5.0'), /^no end .* was announced$/],
  ])('is held on %s where it gets updates', (today, distribution, detail) => {
    expect(judge(today, distribution)).toMatchObject([{ outcome: 'held', detail: expect.stringMatching(detail) }]);
  });

  it.each<[string, Distribution, string, RegExp, RegExp]>([
    [
      '2026-07-12',
      of('debian', '12'),
      'low',
      /^debian 12 got its last .* on 2026-07-11, and since then Debian LTS .*until 2028-06-30$/,
      /FROM debian:13 /,
    ],
    ['2028-07-01', of('debian', '12'), 'high', /those of Debian LTS on 2028-06-30, and gets none any more$/, /FROM debian:13 /],
    ['2026-11-01', of('ubuntu', '20.04'), 'medium', /only those who pay for Ubuntu Pro get some, until 2030-04-23$/, /FROM ubuntu:26.04 /],
    ['2026-11-01', of('alpine', '3.18.4'), 'high', /on 2025-05-09, and gets none any more$/, /FROM alpine:3.24 /],
    ['2026-11-01', of('centos', '7'), 'high', /gets none any more$/, /another distribution/],
    ['2099-01-01', of('fedora', '43'), 'high', /gets none any more$/, /another distribution/],
    ['2026-11-01', of('rhel', '7.9'), 'medium', /Extended Life Cycle Support/, /FROM registry.access.redhat.com\/ubi10 /],
  ])('is broken on %s', (today, distribution, severity, detail, step) => {
    expect(judge(today, distribution)).toMatchObject([
      { outcome: 'broken', severity, detail: expect.stringMatching(detail), steps: [expect.stringMatching(step)] },
    ]);
  });

  it.each<[string, string | undefined, Distribution, RegExp]>([
    ['a distribution that is not in the table', '2026-11-01', of('slackware', '15.0'), /^how long slackware 15.0 gets/],
    ['a release that is not in it', '2026-11-01', of('debian', '99'), /is not known here$/],
    ['a day that is not known', undefined, of('debian', '12'), /which day it is, and debian 12 gets security updates until/],
  ])('is unknown: %s', (_, today, distribution, because) => {
    expect(judge(today, distribution)).toMatchObject([{ outcome: 'unknown', severity: 'low', because: expect.stringMatching(because) }]);
  });

  it('names the layer that brought the distribution, where one did', () => {
    const image = imageOf({ distribution: of('debian', '9'), today: '2026-11-01', distributionAt: { layer: 2, path: '/etc/os-release' } });
    expect(endOfLifeBase.judge(image)).toMatchObject([{ inLayer: { layer: 2, path: '/etc/os-release', digest: 'sha256:2' } }]);
    expect(judge('2026-11-01', of('debian', '9'))[0]).not.toHaveProperty('inLayer');
  });

  it('asks nothing of what is of no distribution, and says where one hides', () => {
    expect(judge('2026-11-01')).toMatchObject([{ outcome: 'inapplicable' }]);
    expect(endOfLifeBase.judge(imageOf({ packages: [packageIn('x', { kind: 'npm' })] }))).toMatchObject([{ outcome: 'inapplicable' }]);
    expect(endOfLifeBase.judge(imageOf({ packages: [packageIn('x')] }))).toMatchObject([{ outcome: 'unknown', severity: 'low' }]);
  });
});

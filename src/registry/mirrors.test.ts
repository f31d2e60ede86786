import { describe, expect, it } from 'vitest';
import { placesIn, registriesIn } from './mirrors.ts';

const hex = 'a'.repeat(64);
const entry = (more: object) => ({ registry: [more] });

/** Of the first file that says something of it. */
const places = (reference: string, ...files: object[]) =>
  placesIn(registriesIn(files as Record<string, unknown>[]), reference)
    .flat()
    .map(
      ({ origin, repository, reference: which, unchecked }) =>
        `${origin}/${repository} ${which.slice(0, 10)}${unchecked === true ? ' unchecked' : ''}`,
    );

describe('where an image is looked for', () => {
  it.each<[string, string, object[], string[]]>([
    ['nothing was set up', 'ghcr.io/a/web:1', [], ['https://ghcr.io/a/web 1']],
    ['the Hub', 'web:1', [], ['https://registry-1.docker.io/library/web 1']],
    ['this machine', '127.0.0.1:5000/web', [], ['http://127.0.0.1:5000/web latest', 'https://127.0.0.1:5000/web latest']],
    [
      'mirrors first, in their order',
      'example.com/foo/image:2',
      [
        entry({
          prefix: 'example.com/foo',
          location: 'internal.example/bar',
          mirror: [{ location: 'm0.example/foo' }, { location: 'm1.example', insecure: true }],
        }),
      ],
      [
        'https://m0.example/foo/image 2',
        'https://m1.example/image 2 unchecked',
        'http://m1.example/image 2',
        'https://internal.example/bar/image 2',
      ],
    ],
    [
      'the longest prefix counts',
      'a.io/x/y/z',
      [entry({ location: 'a.io', mirror: [{ location: 'short.io' }] }), entry({ prefix: 'a.io/x/y', location: 'long.io' })],
      ['https://long.io/z latest'],
    ],
    [
      'a part of a name is none',
      'example.com/foobar',
      [entry({ prefix: 'example.com/foo', location: 'b.io' })],
      ['https://example.com/foobar latest'],
    ],
    ['a prefix with a tag', 'a.io/web:1', [entry({ prefix: 'a.io/web:1', blocked: false, mirror: [] })], ['https://a.io/web 1']],
    [
      'a wildcard leaves the name',
      'blue.a.io/web',
      [entry({ prefix: '*.a.io', insecure: true })],
      ['https://blue.a.io/web latest unchecked', 'http://blue.a.io/web latest'],
    ],
    ['a wildcard is below its host', 'a.io/web', [entry({ prefix: '*.a.io', insecure: true })], ['https://a.io/web latest']],
    [
      'the Hub by its mirror',
      'web',
      [entry({ location: 'docker.io', mirror: [{ location: 'mirror.gcr.io' }] })],
      ['https://mirror.gcr.io/library/web latest', 'https://registry-1.docker.io/library/web latest'],
    ],
    [
      'mirrors for digests alone',
      'a.io/web:1',
      [entry({ location: 'a.io', 'mirror-by-digest-only': true, mirror: [{ location: 'm.io' }] })],
      ['https://a.io/web 1'],
    ],
    [
      'mirrors for digests alone, and one',
      `a.io/web@sha256:${hex}`,
      [entry({ location: 'a.io', 'mirror-by-digest-only': true, mirror: [{ location: 'm.io' }] })],
      ['https://m.io/web sha256:aaa', 'https://a.io/web sha256:aaa'],
    ],
    [
      'a mirror for tags alone',
      `a.io/web@sha256:${hex}`,
      [entry({ location: 'a.io', mirror: [{ location: 'm.io', 'pull-from-mirror': 'tag-only' }] })],
      ['https://a.io/web sha256:aaa'],
    ],
    [
      'a later file stands in for an earlier',
      'a.io/web',
      [entry({ location: 'a.io', mirror: [{ location: 'm.io' }] }), entry({ location: 'a.io' })],
      ['https://a.io/web latest'],
    ],
  ])('%s', (_, reference, files, expected) => {
    expect(places(reference, ...files)).toEqual(expected);
  });

  it('nowhere, where it is blocked', () => {
    expect(() => places('a.io/x/web', entry({ prefix: 'a.io/x', blocked: true }))).toThrow('registries.conf blocks a.io/x');
  });

  it('the form of old is refused', () => {
    expect(() => registriesIn([{ registries: { insecure: { registries: ['a'] } } }])).toThrow(/version 1/);
  });

  it.each([{ registry: 7 }, { registry: [7, {}] }, {}])('what says nothing is nothing: %j', (file) => {
    expect(registriesIn([file]).entries).toEqual([]);
  });
});

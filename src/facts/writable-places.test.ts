import { describe, expect, it } from 'vitest';
import { at, container, type Overrides } from '../../test/support/table.ts';
import { imageFacts } from './official-images-table.ts';
import { lowPortOf, placesForOrdinaryUser, placesForReadOnlyRoot } from './writable-places.ts';
import { imagePlaces } from './writable-places-table.ts';

const of = (reference: string, parts: Overrides = {}) => container({ image: { reference: at(reference) }, ...parts });
const mounted = (...paths: readonly string[]): Overrides => ({
  mounts: paths.map((path) => ({ origin: at('').origin, type: at('volume' as const), destination: at(path) })),
});
const pathsOf = (reference: string, parts?: Overrides) => placesForReadOnlyRoot(of(reference, parts)).map(({ destination }) => destination);

describe('places for a read-only root', () => {
  it.each<[string, Overrides, readonly string[]]>([
    ['nginx:1.27', {}, ['/var/cache/nginx', '/run']],
    ['docker.io/library/nginx', {}, ['/var/cache/nginx', '/run']],
    ['nginx', mounted('/var/cache/nginx', '/var/run/'), []],
    ['nginx', mounted('/var/cache'), ['/run']],
    ['nginx', mounted('/var/cache/nginx-old', '/var/run/nginx'), ['/var/cache/nginx', '/run']],
    ['nginx', mounted('/etc/nginx/templates'), ['/var/cache/nginx', '/run', '/etc/nginx/conf.d']],
    ['nginx', mounted('/etc/nginx/templates', '/etc/nginx/conf.d'), ['/var/cache/nginx', '/run']],
    ['nginx', { engine: 'podman' }, ['/var/cache/nginx']],
    ['nginx', { engine: 'podman', root: { writableTmpfs: at(false) } }, ['/var/cache/nginx', '/run']],
    ['postgres:17', {}, ['/var/run/postgresql', '/tmp']],
    ['postgres:17', { engine: 'podman' }, []],
    ['postgres:17', mounted('/run/postgresql'), ['/tmp']],
    ['php:8.2-apache', {}, ['/var/run/apache2', '/var/lock/apache2', '/tmp']],
    ['nextcloud', {}, ['/var/run/apache2', '/var/lock/apache2', '/tmp']],
    [
      'nextcloud',
      { process: { env: [{ name: 'REDIS_HOST', origin: at('').origin }] } },
      ['/var/run/apache2', '/var/lock/apache2', '/tmp', '/usr/local/etc/php/conf.d'],
    ],
    ['php:8.2-fpm', {}, ['/tmp']],
    ['wordpress:6-fpm-alpine', {}, ['/tmp']],
    ['redis', {}, []],
    ['zookeeper:3.8', mounted('/conf/zoo.cfg'), ['/tmp']],
    ['example.com/nginx:1', {}, ['/tmp']],
    ['example.com/web', mounted('/tmp'), []],
    ['example.com/web', { engine: 'podman' }, []],
  ])('%s %j', (reference, parts, paths) => expect(pathsOf(reference, parts)).toEqual(paths));

  it('of an image that is built are those of its base', () => {
    const base = container({ kind: 'image', image: { reference: at('nginx:1.27') } });
    const build = { origin: at('').origin, args: [] };
    expect(placesForReadOnlyRoot(container({ image: { reference: at('shop/web'), build, built: base } }))).toHaveLength(2);
    expect(placesForReadOnlyRoot(container({ image: { reference: at('nginx'), build } })).map(({ destination }) => destination)).toEqual([
      '/tmp',
    ]);
  });

  it('have a size and the bits that they need, or say why a tmpfs will not do', () => {
    expect(placesForReadOnlyRoot(of('postgres'))).toEqual([
      { destination: '/var/run/postgresql', size: 2 ** 24 },
      { destination: '/tmp', size: 2 ** 26 },
    ]);
    expect(placesForReadOnlyRoot(of('grafana/grafana'))).toContainEqual({
      destination: '/var/lib/grafana',
      keeps: 'its database and plugins',
    });
    expect(placesForReadOnlyRoot(of('elasticsearch:8.15.5'))).toContainEqual({ destination: '/tmp', size: 2 ** 27, exec: true });
  });
});

describe('an ordinary user', () => {
  it.each<[string, readonly string[]]>([
    ['nginx', ['/var/cache/nginx', '/run']],
    ['httpd', ['/usr/local/apache2/logs']],
    ['postgres', []],
    ['example.com/web', []],
  ])('%s', (reference, paths) => expect(placesForOrdinaryUser(of(reference)).map(({ destination }) => destination)).toEqual(paths));

  it.each<[string, string[], number | undefined]>([
    ['nginx', [], 80],
    ['nginx', ['80', '9113'], 80],
    ['nginx', ['8080'], undefined],
    ['redis', [], undefined],
  ])('%s with the ports %j listens below 1024 on %s', (reference, ports, port) => {
    const parts = { ports: ports.map((one) => ({ origin: at('').origin, containerPort: at(one), published: true })) };
    expect(lowPortOf(of(reference, parts))).toBe(port);
  });
});

describe('the table', () => {
  it('is about images that are known, each with its source', () => {
    const known = new Set(imageFacts.flatMap(({ names }) => names));
    expect(imagePlaces.flatMap(({ names }) => names).filter((name) => !known.has(name))).toEqual([]);
    expect(imagePlaces.filter(({ source }) => source === '')).toEqual([]);
    expect(new Set(imagePlaces.flatMap(({ names }) => names)).size).toBeGreaterThanOrEqual(28);
  });
  it('limits what it does not keep', () => {
    const odd = imagePlaces
      .flatMap(({ places }) => places)
      .filter(({ size, keeps, beside }) => (size === undefined) !== (keeps ?? beside ?? false));
    expect(odd).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { at, container } from '../../test/support/table.ts';
import { counterpartOf } from './counterpart.ts';

const one = (name: string, image: string, group?: string) => ({
  key: name,
  path: '',
  container: container({ name, image: { reference: at(image) }, ...(group === undefined ? {} : { group }) }),
});

const declared = [one('web', 'nginx:1', 'shop'), one('web-2', 'nginx:2', 'shop'), one('db', 'postgres:16', 'shop')];

describe('the declared container that runs', () => {
  it.each([
    ['its name', one('db', 'x'), declared, 'db'],
    ['its name before its image', one('db', 'nginx:1'), declared, 'db'],
    ['the name that Compose gives', one('shop-web-1', 'x', 'shop'), declared, 'web'],
    ['the name of Compose 1', one('shop_db_3', 'x', 'shop'), declared, 'db'],
    ['a service with a number in its name', one('shop-web-2-1', 'x', 'shop'), declared, 'web-2'],
    ['the name that Quadlet gives', one('systemd-db', 'x'), declared, 'db'],
    ['its image, whatever its tag', one('happy_fermi', 'docker.io/library/postgres:15'), declared, 'db'],
    ['the only one', one('happy_fermi', 'mine'), declared.slice(0, 1), 'web'],
    ['two of its image', one('happy_fermi', 'nginx'), declared, undefined],
    ['nothing in common', one('happy_fermi', 'mine'), declared, undefined],
    ['none', one('web', 'nginx'), [], undefined],
  ])('%s', (_name, running, among, expected) => {
    expect(counterpartOf(running, among)?.key).toBe(expected);
  });
});

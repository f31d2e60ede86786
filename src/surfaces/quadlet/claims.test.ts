import { expect, it } from 'vitest';
import { claims } from './claims.ts';

it.each([
  ['web.container', '[Container]\nImage=x', true],
  ['web.container', '# c\n[Unit]\n', true],
  ['web.container', 'nothing', false],
  ['web.pod', '[Pod]\n', true],
  ['Foo.pod', '=pod\n', false],
  ['a.image', '[Image]\r\nImage=x', true],
  ['a.build', '[Image]\n', false],
  ['data.volume', '  [Volume]  \n', true],
  ['10.conf', '[Container]\n', true],
  ['my.conf', '[mysqld]\n', false],
  ['container', '[Container]\n', false],
  ['x.service', '[Container]\n', false],
  ['standard input', '[Unit]\n[Container]\nImage=x', true],
  ['-', 'see [Container]\n', false],
])('%s %j: %s', (name, text, expected) => expect(claims(name, text)).toBe(expected));

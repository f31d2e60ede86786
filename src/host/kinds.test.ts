import { expect, it } from 'vitest';
import { mayDeclare } from './kinds.ts';

it.each([
  ['a/web.container', true],
  ['a/web.pod', true],
  ['a/web.container.d/10.conf', true],
  ['container.d/10.conf', true],
  ['web-.container.d/10.conf', true],
  ['nginx/conf.d/10.conf', false],
  ['mycontainer.d/10.conf', false],
  ['a.conf', false],
  ['config.json', true],
  ['a.png', false],
  ['Dockerfile.prod', true],
])('%s: %s', (path, expected) => expect(mayDeclare(path)).toBe(expected));

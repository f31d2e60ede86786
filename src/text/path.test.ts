import { expect, it } from 'vitest';
import { baseName, cleanPath } from './path.ts';

it.each([
  ['/a/./b//c/', '/a/b/c'],
  ['/a/../../b', '/b'],
  ['../../x', '../../x'],
  ['a/../../b', '../b'],
  ['/', '/'],
  ['', '.'],
  ['//./pipe/docker_engine', '//./pipe/docker_engine'],
  ['//pipe/docker_engine', '/pipe/docker_engine'],
])('cleans %s', (path, expected) => expect(cleanPath(path)).toBe(expected));

it.each([
  ['/usr/bin/docker', 'docker'],
  ['docker', 'docker'],
])('names %s', (path, expected) => expect(baseName(path)).toBe(expected));

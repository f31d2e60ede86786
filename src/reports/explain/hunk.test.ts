import { expect, it } from 'vitest';
import { hunkOf } from './hunk.ts';

const shown = (before: string, after: string): string =>
  hunkOf(before, after)
    .map(({ sign, text }) => `${sign}${text}`)
    .join('\n');

it.each([
  ['the same', 'a: 1\n', 'a: 1\n', ''],
  [
    'YAML: below what it is nested in',
    'services:\n  db:\n    image: x\n  web:\n    image: y\n',
    'services:\n  db:\n    image: x\n  web:\n    image: y\n    read_only: true\n',
    ' services:\n   web:\n+    read_only: true',
  ],
  ['YAML: the last entry goes', 'a:\n  b:\n    - c\n    - d\n', 'a:\n  b:\n    - d\n', ' a:\n   b:\n-    - c'],
  [
    'a unit: below its section',
    '[Unit]\nA=1\n\n[Container]\nImage=x\n',
    '[Unit]\nA=1\n\n[Container]\nImage=x\nReadOnly=true\n',
    ' [Container]\n+ReadOnly=true',
  ],
  ['a Containerfile: below its stage', 'FROM a\nRUN b\nFROM c\nUSER d\n', 'FROM a\nRUN b\nFROM c\nUSER e\n', ' FROM c\n-USER d\n+USER e'],
  ['a new line at the top level', 'a:\n  b: 1\n', 'a:\n  b: 1\nc: 2\n', '+c: 2'],
  ['a command', 'docker run a\n', 'docker run -q a\n', '-docker run a\n+docker run -q a'],
])('%s', (_, before, after, expected) => expect(shown(before, after)).toBe(expected));

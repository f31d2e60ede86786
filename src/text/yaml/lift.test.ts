import { describe, expect, it } from 'vitest';
import { get, itemsOf, originOf } from './node.ts';
import { parseYaml } from './parse.ts';
import { asText } from './value.ts';

/** name, text, the list under `a` */
const rows: readonly (readonly [string, string, readonly string[]])[] = [
  ['a bracket below its key', 'o:\n  a: [\n    x,\n  ]\n  b: 1\n', ['x']],
  ['a bracket left of its key', 'o:\n  a: [\n    x\n]\n  b: 1\n', ['x']],
  ['entries left of their key', 'o:\n  a: [\n"x",\n"y"\n]\n  b: 1\n', ['x', 'y']],
  ['a comment before it', 'o:\n  a: [\n    x, # the ] last\n  ]\n  b: 1\n', ['x']],
  ['a comment line before it', 'o:\n  a: [\n    x\n  # done\n  ]\n  b: 1\n', ['x']],
  ['a hash that is no comment', 'o:\n  a: [\n    "x # y",\n  ]\n  b: 1\n', ['x # y']],
  ['carriage returns', 'o:\r\n  a: [\r\n    x\r\n  ]\r\n  b: 1\r\n', ['x']],
];

describe('a flow collection may stand at any column, as in libyaml', () => {
  for (const [name, text, expected] of rows) {
    it(name, () => {
      const { documents, problems } = parseYaml({ path: 'a.yaml', text });
      expect(problems).toEqual([]);
      const o = get(documents[0], 'o');
      expect(itemsOf(get(o, 'a')).map(asText)).toEqual(expected);
      const b = get(o, 'b');
      expect(b && text.slice(originOf(b).start, originOf(b).end)).toBe('1');
    });
  }

  it('what is wrong otherwise stays a problem at its place', () => {
    const { problems } = parseYaml({ path: 'a.yaml', text: 'o:\n  a: [\n    x\n  ]\n  b: [1\n---\nc: 1\n' });
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toMatch(/^YAML: /);
  });
});

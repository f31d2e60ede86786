import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskLines } from './lines.ts';

/** What must not be seen begins with LEAK; what must be seen is in capitals as well: SEEN. */
const rows: readonly (readonly [string, string])[] = [
  ['a value on the line below its name', 'env:\n  - name: DB_PASSWORD\n    value: LEAKcorrect-horse\n  - name: SEEN\n    value: SEEN'],
  ['a value on the line above its name', '- value: LEAKfirst\n  name: SECRET_KEY\n- name: x\n  value: SEEN'],
  ['past a comment', '- name: DB_PASSWORD\n  # SEEN\n  value: LEAKone'],
  ['a folded value', 'environment:\n  DB_PASSWORD: >\n    LEAKone\n\n    LEAKtwo: three\n  SEEN: SEEN'],
  ['a literal value of a pair', '- name: PASSWORD\n  value: |-\n    LEAKone\n- name: SEEN'],
  ['a value that begins on the next line', 'DB_PASSWORD:\n  LEAKone\nSEEN: SEEN'],
  ['a quoted value that goes on', 'DB_PASSWORD: "LEAKone\n  LEAKtwo"\nSEEN: SEEN'],
  ['the source of a volume, which is no value', 'secret:\n  secretName: SEEN\n  defaultMode: 0440'],
  ['the source of a volume in brackets', '- secret: {secretName: SEEN, items: [{key: SEEN, path: SEEN}]}\n- secret: {value: LEAKone}'],
  ['names of secrets in brackets', 'secrets: [SEEN, {source: SEEN, mode: 0440}]\nsecrets: {db: LEAKone}\nsecret: [LEAKtwo]'],
  ['the secrets of a unit', '[Container]\nSecret=SEEN\nSecret=SEEN,type=env,target=SEEN\nEnvironment=Secret=LEAKone'],
  ['a variable of that name, which is no unit', 'Secret=LEAKone\nSecret=LEAKtwo,type=env'],
  ['the word after a flag, in a list', 'args:\n- --password\n- LEAKone\n- SEEN'],
  ['the word after a flag, in a folded command', 'command: >\n  server --token\n  LEAKone SEEN'],
  ['the word after a flag, in a script', 'RUN mysql \\\n  --password \\\n  LEAKone \\\n  SEEN'],
  ['a flag after a flag', 'args:\n- --password\n- --SEEN'],
  [
    'the data of a Secret, whatever its keys',
    'kind: Secret\nstringData:\n  foo: LEAKone\n  bar: |\n    LEAKtwo\n  "baz": LEAKthree\ntype: SEEN',
  ],
  ['the data of a Secret above its kind', 'data:\n  foo: LEAKone\nkind: Secret\n---\nkind: ConfigMap\ndata:\n  foo: SEEN'],
  ['the data of a Secret in a list', 'items:\n- kind: Secret\n  data:\n    foo: LEAKone\n  metadata: SEEN'],
  ['the data of a Secret in one line', 'kind: Secret\ndata: {foo: LEAKone}\nmetadata: {name: SEEN}'],
  ['the data of a Secret in JSON', '{\n  "kind": "Secret",\n  "data": {\n    "foo": "LEAKone"\n  },\n  "type": "SEEN"\n}'],
  ['a private key', 'k: |\n  -----BEGIN RSA PRIVATE KEY-----\n  LEAKone\n  -----END RSA PRIVATE KEY-----\n  SEEN'],
  ['a private key in one line', 'k: "-----BEGIN PRIVATE KEY-----\\n-----END PRIVATE KEY-----"\nSEEN: SEEN'],
  ['line ends of Windows', 'DB_PASSWORD:\r\n  LEAKone\r\nSEEN: SEEN\r\n'],
];

describe('the lines of a text', () => {
  it.each(rows)('%s', (_, text) => {
    const masked = maskLines(text).join('\n');
    expect(masked).not.toContain('LEAK');
    expect(masked.match(/SEEN/g) ?? []).toHaveLength((text.match(/SEEN/g) ?? []).length);
  });

  it('keep their number and length', () => {
    const part = fc.constantFrom(
      'PASSWORD',
      ':',
      ' ',
      '\n',
      '- ',
      '|',
      '"',
      '--token',
      'x',
      'kind: Secret\n',
      'data:',
      '  ',
      '---\n',
      '\t',
      '\r\n',
      'value',
      'name',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
        const text = parts.join('');
        expect(maskLines(text).map(({ length }) => length)).toEqual(text.split('\n').map(({ length }) => length));
      }),
    );
  });
});

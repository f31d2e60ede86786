import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeHtml, scriptJson } from './escape.ts';

describe('data in a script element', () => {
  it.each(['</script>', '<!--', '-->', '</SCRIPT ', '<script', ']]>', '\u2028', '&lt;'])('%s is not in it as it is', (text) => {
    expect(scriptJson({ text })).not.toContain(text);
  });

  it('means the same, and ends no element, whatever it holds', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = scriptJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(text).not.toMatch(/[<>&\u2028\u2029]/);
      }),
    );
  });
});

it('text between tags or in an attribute ends neither', () => {
  fc.assert(fc.property(fc.string(), (text) => !/[<>"']/.test(escapeHtml(text))));
  expect(escapeHtml(`<a href="x">'&`)).toBe('&lt;a href=&quot;x&quot;&gt;&#39;&amp;');
});

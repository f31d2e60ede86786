import { expect, it } from 'vitest';
import { privateKeyIn } from './private-key.ts';

const random = 'aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3fG5hJ7kL9nP1qR3tV5wX7zA9cD1e';
const pem = (body: string): string => `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----\n`;

// Of the shortest key every character counts: 64 are one, 63 are not.
it.each([
  ['as it stands', pem(`${random}xyz`), `${random}xyz`],
  ['with a plus sign at its end', pem(`${random}xy+`), `${random}xy+`],
  ['with one at its beginning', pem(`+${random}xy`), `+${random}xy`],
  ['with both, in a program', pem(`  "+${random}x+" +`), `+${random}x+`],
  ['with the plus sign of the program before it', pem(`  + '+${random}x+'`), `+${random}x+`],
  ['in a text of JSON', pem(`${random}xy+`).replaceAll('\n', '\\n'), `${random}xy+`],
  ['in a script, with a backslash', pem(`${random}xy+\\`), `${random}xy+`],
])('a key %s', (_, text, body) => {
  expect([body.length, privateKeyIn(text)?.text]).toEqual([64, body]);
});

it.each([
  ['too short', pem(`${random}xy`)],
  ['dots', pem('...')],
  ['without an end', `-----BEGIN PRIVATE KEY-----\n${random}xyz`],
])('no key: %s', (_, text) => expect(privateKeyIn(text)).toBeUndefined());

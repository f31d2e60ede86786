import type { SecretKind } from './kind.ts';
import { entropy, isBase64, isHex, isMixed } from './random.ts';
import { isReference, strengthOf } from './value.ts';

/** What has the looks of a secret and is none: RFC 9562 (UUID), digests and signatures with their name before them, keys for everybody, pictures, hashes. */
const publicForms =
  /^(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|\{?[0-9A-F]{8}-.*|(?:sha\d{1,3}|md5|blake\w{1,3}|git|urn|oid|uuid|did|cid|arn|spiffe)[:-].*|data:.*|ssh-.*|ecdsa-.*|LS0tLS1CRUdJTiB(?:DRVJU|QVUJ).*|MII[A-Za-z0-9+/]{20,}.*|iVBORw.*|R0lGOD.*|\/9j\/.*|PHN2Zy.*|AAAAB3Nza.*|AAAAC3Nza.*|AAAAE2Vjz.*|\$\w{1,8}\$.*|\{(?:S?SHA|MD5|CRYPT)\w{0,6}\}.*|0x[0-9a-f]+|\d{4}-\d\d-\d\d.*|\d[\d.:-]*[a-z]{0,3})$/i;

/** Code, markup, a pattern, a list, a number, several words. */
const notOneWord = /[\s()<>[\]{}|`\\"']|^[.*^/#?&]|\*[*.]|[./]\*|%[sdv]|\.\.\.|…|::|->|=>|&&|^\w+\.\w+\.|:\/\//;

/** Fifty characters of these. Source: Django 5.1 django/core/management/utils.py, get_random_secret_key. */
const django = /^[a-z0-9!@#$%^&*(\-_=+)]{50}$/;

/** What people write who need some value. */
const speaks = /(.)\1{4}|1234|abcd|qwert|example|placeholder|changeme|xxxx|pass.?w|secret|token|asdf|your|change|replace|insert/i;

/** The same in a hundred documents. Source: RFC 6749, section 5.1; RFC 5849, section 3.1; docs.aws.amazon.com, example keys. */
const wellKnown = /2YotnFZFEjr1zCsicMWpAA|tGzv3JOkF0XG5Qx2TlKWIA|ad180jjd733klru7|kkk9d7dh3k39sjv7|bPxRfiCYEXAMPLEKEY/;

/** Runs of letters as words have them: written as in prose, in capitals or in camel case, with a vowel. */
const wordish = /[A-Z]?[a-z]{4,}|[A-Z]{5,}/g;
const vowel = /[aeiouy]/i;

/** How many of its characters are in no word, and separate none. */
function noiseIn(value: string): number {
  let noise = value.length - (value.match(/[_.\-+/:]/g)?.length ?? 0);
  for (const [run] of value.matchAll(wordish)) if (vowel.test(run)) noise -= run.length;
  return noise;
}

/** How often it goes from letters to digits and back: in what people make up, once or twice. */
const turnsIn = (value: string): number => value.match(/[a-z](?=\d)|\d(?=[a-z])/gi)?.length ?? 0;

const kindsOf = (value: string): number => [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(value)).length;

/** As long as what counts is read; a longer value is no single secret. */
export const longestValue = 512;

/**
 * Does a value look made up by a machine, so that under a telling name it is a secret? Stricter than `strengthOf`: in a file of any kind most values of such
 * names are words, code or what stands for the secret. What is all of small letters and digits is found from 16 characters on, most of what is mixed from 12.
 */
export function isMachineMade(kind: SecretKind, value: string): boolean {
  if (value.length < 10 || value.length > longestValue || publicForms.test(value) || isReference(value)) return false;
  if (kind === 'secret' && django.test(value)) return entropy(value) >= 4;
  if (notOneWord.test(value) || strengthOf('secret', value) !== 'literal') return false;
  if (speaks.test(value) || wellKnown.test(value) || !/\d/.test(value) || (value.includes('/') && /[-.]/.test(value))) return false;
  // A shorter one is a short digest.
  if (/^[0-9a-f]+$/i.test(value)) return isHex(value) && (kind !== 'perhaps' || value.length !== 40);
  // So often nobody turns who writes words.
  if (kind !== 'perhaps' && value.length >= 16 && turnsIn(value) >= value.length / 4) return entropy(value) >= 3.2;
  const noise = noiseIn(value);
  if (noise < value.length * 0.55) return false;
  if (kind === 'perhaps') return isMixed(value) || isBase64(value);
  if (value.length >= 16 && noise >= 10 && (turnsIn(value) >= 4 || kindsOf(value) >= 3)) return entropy(value) >= 3.2;
  return kind === 'password' && kindsOf(value) >= 3 && noise >= 7 && (turnsIn(value) >= 2 || kindsOf(value) === 4) && entropy(value) >= 2.9;
}

import type { SecretKind } from './kind.ts';
import { entropy, isBase64, isHex, isMixed } from './random.ts';
import { isReference, strengthOf } from './value.ts';

/** What has the looks of a secret and is none: RFC 9562 (UUID), digests and signatures with their name before them, keys for everybody, pictures, hashes. */
const publicForms =
  /^(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|\{?[0-9A-F]{8}-.*|(?:sha\d{1,3}|md5|blake\w{1,3}|git|urn|oid|uuid|did|cid|arn|spiffe)[:-].*|data:.*|ssh-.*|ecdsa-.*|LS0tLS1CRUdJTiB(?:DRVJU|QVUJ).*|MII[A-Za-z0-9+/]{20,}.*|iVBORw.*|R0lGOD.*|\/9j\/.*|PHN2Zy.*|AAAAB3Nza.*|AAAAC3Nza.*|AAAAE2Vjz.*|\$\w{1,8}\$.*|\{(?:S?SHA|MD5|CRYPT)\w{0,6}\}.*|0x[0-9a-f]+|\d[\d.:-]*[a-z]{0,3})$/i;

/** Code, markup, a pattern, a list, a number, several words. */
const notOneWord = /[\s()<>[\]{}|`\\"']|^[.*^/#?&]|\*|%[sdv]|\.\.\.|…|::|->|=>|&&|^\w+\.\w+\.|:\/\//;

/** Runs of letters as words have them: written as in prose, in capitals or in camel case, with a vowel. */
const wordish = /[A-Z]?[a-z]{3,}|[A-Z]{4,}/g;
const vowel = /[aeiouy]/i;

/** How many of its characters are in no word. */
function noiseIn(value: string): number {
  let noise = value.length;
  for (const [run] of value.matchAll(wordish)) if (vowel.test(run)) noise -= run.length;
  return noise - (value.match(/[_.\-+/:]/g)?.length ?? 0);
}

const kindsOf = (value: string): number => [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(value)).length;

/** As long as what counts is read; a longer value is no single secret. */
export const longestValue = 512;

/**
 * Does a value look made up by a machine, so that under a telling name it is a secret? Stricter than `strengthOf`: in a file of any kind most values of such
 * names are words, code or what stands for the secret.
 */
export function isMachineMade(kind: SecretKind, value: string): boolean {
  if (value.length < 10 || value.length > longestValue || publicForms.test(value) || notOneWord.test(value) || isReference(value)) return false;
  if (strengthOf('secret', value) !== 'literal' || /(.)\1{4}|1234|abcd|qwert|example|placeholder|changeme|xxxx/i.test(value)) return false;
  const noise = noiseIn(value);
  if (kind === 'password') return kindsOf(value) >= 3 && /\d/.test(value) && noise >= 7 && noise >= value.length / 2 && entropy(value) >= 3;
  if (isHex(value)) return kind !== 'perhaps' || value.length !== 40;
  if (kind === 'perhaps') return (isMixed(value) || isBase64(value)) && noise >= value.length * 0.6;
  return value.length >= 16 && kindsOf(value) >= 3 && /\d/.test(value) && noise >= 10 && noise >= value.length * 0.6 && entropy(value) >= 3.3;
}

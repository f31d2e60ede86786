import { expect, it } from 'vitest';
import type { Distribution, ImagePackage, Vulnerability } from '../model/index.ts';
import { withEnd } from './ended.ts';

const of = (id: string, version: string): Distribution => ({ id, version, name: id, like: [] });
const deb: ImagePackage = { kind: 'deb', name: 'a', version: '1', layer: 1, path: '/s' };
const flaw = (state: Vulnerability['state'], one = deb): Vulnerability => ({ id: 'CVE-1', aliases: [], package: one, state, source: 'S' });

it.each<[string, Vulnerability, Distribution | undefined, string]>([
  ['nobody keeps Debian 9', flaw('affected'), of('debian', '9'), 'end-of-life'],
  ['nobody keeps Debian 9, what it would not mend', flaw('will-not-fix'), of('debian', '9'), 'end-of-life'],
  ['what was mended before the end', flaw('fixed'), of('debian', '9'), 'fixed'],
  ['what is answered', flaw('not-affected'), of('debian', '9'), 'not-affected'],
  ['a package of a language', flaw('affected', { ...deb, kind: 'npm' }), of('debian', '9'), 'affected'],
  ['a longer support for everybody', flaw('affected'), of('debian', '12'), 'affected'],
  ['a support that is paid for', flaw('affected'), of('ubuntu', '16.04'), 'end-of-life'],
  ['kept', flaw('affected'), of('debian', '13'), 'affected'],
  ['not known', flaw('affected'), of('nobody', '1'), 'affected'],
  ['of no distribution', flaw('affected'), undefined, 'affected'],
])('%s', (_, one, distribution, state) => {
  expect(withEnd([one], distribution, '2026-11-22').map((each) => each.state)).toEqual([state]);
});

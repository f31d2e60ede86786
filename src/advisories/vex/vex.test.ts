import { describe, expect, it } from 'vitest';
import { type ImageContents, type ImagePackage, Unreadable, type Vulnerability } from '../../model/index.ts';
import { type ImageNames, withVex } from './apply.ts';
import { readVex } from './read.ts';

const deb: ImagePackage = {
  kind: 'deb',
  name: 'libssl3',
  version: '3.0.11-1',
  arch: 'amd64',
  source: { name: 'openssl', version: '3.0.11-1' },
  layer: 1,
  path: '/s',
};
const npm: ImagePackage = { kind: 'npm', name: '@a/b', version: '1.0.0', layer: 1, path: '/n' };
const image: Omit<ImageContents, 'vulnerabilities'> = {
  origin: { source: { path: 'archive:web.tar', text: '' }, start: 0, end: 0 },
  name: 'archive:web.tar',
  layers: [],
  secrets: [],
  files: [],
  packages: [deb, npm],
  distribution: { id: 'debian', version: '12', name: 'Debian', like: [] },
};
const flaw = (one: ImagePackage): Vulnerability => ({
  id: 'CVE-2024-1111',
  aliases: ['GHSA-1'],
  package: one,
  state: 'fixed',
  fixed: '9',
  source: 'S',
});
const own: ImageNames = { names: ['registry.example.com/team/web:1.0'], digests: ['sha256:abc'] };

function states(documents: readonly object[], one = deb, names = own): string {
  const read = documents.map((document, at) => readVex(`${at}.json`, JSON.stringify(document)));
  return withVex({ ...image, vulnerabilities: [flaw(one)] }, names, read)
    .vulnerabilities.map(({ state, vex }) => [state, vex?.because, vex?.document].filter((part) => part !== undefined).join(' | '))
    .join();
}

const openvex = (...statements: readonly object[]) => ({
  '@context': 'https://openvex.dev/ns/v0.2.0',
  timestamp: '2024-01-01T00:00:00Z',
  statements,
});
const says = (product: unknown, more: object = {}) =>
  openvex({
    vulnerability: { name: 'CVE-2024-1111' },
    products: [product],
    status: 'not_affected',
    justification: 'component_not_present',
    ...more,
  });
const answered = 'not-affected | component not present | 0.json';

describe('OpenVEX', () => {
  it.each<[string, unknown, string]>([
    ['the package', { '@id': 'pkg:deb/debian/libssl3@3.0.11-1?arch=amd64' }, answered],
    ['without a version', { '@id': 'pkg:deb/debian/libssl3' }, answered],
    ['its source', { '@id': 'pkg:deb/debian/openssl@3.0.11-1?arch=source' }, answered],
    ['by an identifier', { '@id': 'https://example.com/x', identifiers: { purl: 'pkg:deb/debian/libssl3' } }, answered],
    ['another version', { '@id': 'pkg:deb/debian/libssl3@3.0.12-1' }, 'fixed'],
    ['another architecture', { '@id': 'pkg:deb/debian/libssl3?arch=arm64' }, 'fixed'],
    ['another distribution', { '@id': 'pkg:deb/ubuntu/libssl3' }, 'fixed'],
    ['another kind', { '@id': 'pkg:npm/libssl3' }, 'fixed'],
    ['the image', { '@id': 'pkg:oci/web?tag=1.0' }, answered],
    ['the image in its registry', { '@id': 'pkg:oci/web?repository_url=registry.example.com/team/web' }, answered],
    ['the image by its digest', { '@id': 'pkg:oci/web@sha256%3Aabc' }, answered],
    ['another image of the name', { '@id': 'pkg:oci/web?repository_url=elsewhere.example.com/web' }, 'fixed'],
    ['another tag', { '@id': 'pkg:oci/web?tag=2.0' }, 'fixed'],
    ['another digest', { '@id': 'pkg:oci/web@sha256%3Aabd' }, 'fixed'],
    ['a part of the image', { '@id': 'pkg:oci/web', subcomponents: [{ '@id': 'pkg:deb/debian/libssl3' }] }, answered],
    ['another part of the image', { '@id': 'pkg:oci/web', subcomponents: [{ '@id': 'pkg:deb/debian/zlib1g' }] }, 'fixed'],
    ['a part that is no package', { '@id': 'pkg:oci/web', subcomponents: [{ '@id': 'x' }] }, 'fixed'],
    ['a part of a package that is there', { '@id': 'pkg:npm/%40a/b', subcomponents: [{ '@id': 'pkg:deb/debian/libssl3' }] }, answered],
    ['a part of a package that is not there', { '@id': 'pkg:npm/c', subcomponents: [{ '@id': 'pkg:deb/debian/libssl3' }] }, 'fixed'],
    ['no product that can be told', { '@id': 'web' }, 'fixed'],
  ])('%s', (_, product, expected) => {
    expect(states([says(product)])).toBe(expected);
  });

  const libssl = { '@id': 'pkg:deb/debian/libssl3' };
  it.each<[string, readonly object[], string]>([
    ['by an alias', [says(libssl, { vulnerability: { name: 'X-1', aliases: ['GHSA-1'] } })], answered],
    ['as texts, as 0.0.1 has it', [says('pkg:deb/debian/libssl3', { vulnerability: 'CVE-2024-1111' })], answered],
    ['another vulnerability', [says(libssl, { vulnerability: { name: 'CVE-2024-9999' } })], 'fixed'],
    ['under investigation', [says(libssl, { status: 'under_investigation' })], 'fixed'],
    ['affected', [says(libssl, { status: 'affected' })], 'fixed'],
    ['fixed', [says(libssl, { status: 'fixed', justification: undefined })], 'not-affected | fixed | 0.json'],
    [
      'with its reason',
      [says(libssl, { impact_statement: 'never called\nmore' })],
      'not-affected | component not present: never called | 0.json',
    ],
    ['a later word to the contrary', [says(libssl), says(libssl, { status: 'affected', timestamp: '2024-02-01T00:00:00Z' })], 'fixed'],
    [
      'an earlier one of another time zone',
      [
        says(libssl, { timestamp: '2024-02-01T00:00:00Z' }),
        says(libssl, { status: 'affected', timestamp: '2024-02-01T05:00:00.647787998+06:00' }),
      ],
      answered,
    ],
    [
      'the time of a document is the one on which it was issued',
      [
        { ...says(libssl, { status: 'affected' }), last_updated: '2024-06-01T00:00:00Z' },
        says(libssl, { timestamp: '2024-02-01T00:00:00Z' }),
      ],
      answered.replace('0.json', '1.json'),
    ],
    ['an earlier word to the contrary', [says(libssl), says(libssl, { status: 'affected', timestamp: '2023-02-01T00:00:00Z' })], answered],
  ])('%s', (_, documents, expected) => {
    expect(states(documents)).toBe(expected);
  });

  it('of an npm package in a scope', () => {
    expect(states([says({ '@id': 'pkg:npm/%40a/b@1.0.0' })], npm)).toBe(answered);
  });
});

describe('CSAF', () => {
  const product = (product_id: string, purl?: string) => ({
    product_id,
    ...(purl === undefined ? {} : { product_identification_helper: { purl } }),
  });
  const csaf = (status: object, more: object = {}, relationships: readonly object[] = []) => ({
    document: { category: 'csaf_vex', csaf_version: '2.0', tracking: { current_release_date: '2024-01-01T00:00:00Z' } },
    product_tree: {
      branches: [
        { branches: [{ product: product('ssl', 'pkg:deb/debian/libssl3@3.0.11-1') }, { product: product('web', 'pkg:oci/web?tag=1.0') }] },
      ],
      full_product_names: [product('debian12')],
      product_groups: [
        { group_id: 'libraries', product_ids: ['ssl', 'debian12'] },
        { group_id: 'images', product_ids: ['web', 'debian12'] },
      ],
      relationships,
    },
    vulnerabilities: [{ cve: 'CVE-2024-1111', product_status: status, ...more }],
  });
  const partOf = (relates_to_product_reference: string) => [
    { full_product_name: { product_id: 'both' }, product_reference: 'ssl', relates_to_product_reference },
  ];
  it.each<[string, object, string]>([
    ['not affected', csaf({ known_not_affected: ['ssl'] }), 'not-affected | not affected | 0.json'],
    [
      'with flag and impact',
      csaf(
        { known_not_affected: ['ssl'] },
        {
          flags: [{ label: 'vulnerable_code_not_present', product_ids: ['ssl'] }],
          threats: [{ category: 'impact', details: 'No.', product_ids: ['ssl'] }],
        },
      ),
      'not-affected | vulnerable code not present: No. | 0.json',
    ],
    [
      'the flag of another product',
      csaf({ known_not_affected: ['ssl'] }, { flags: [{ label: 'x', product_ids: ['web'] }] }),
      'not-affected | not affected | 0.json',
    ],
    [
      'the flag of a group',
      csaf({ known_not_affected: ['ssl'] }, { flags: [{ label: 'component_not_present', group_ids: ['libraries'] }] }),
      'not-affected | component not present | 0.json',
    ],
    [
      'the flag of another group',
      csaf({ known_not_affected: ['ssl'] }, { flags: [{ label: 'component_not_present', group_ids: ['images'] }] }),
      'not-affected | not affected | 0.json',
    ],
    ['fixed', csaf({ fixed: ['ssl'] }), 'not-affected | fixed | 0.json'],
    ['the first that is fixed', csaf({ first_fixed: ['ssl'] }), 'not-affected | fixed | 0.json'],
    ['recommended, being fixed', csaf({ recommended: ['ssl'] }), 'not-affected | fixed | 0.json'],
    ['affected', csaf({ known_affected: ['ssl'] }), 'fixed'],
    ['under investigation', csaf({ under_investigation: ['ssl'] }), 'fixed'],
    ['a part of the image', csaf({ known_not_affected: ['both'] }, {}, partOf('web')), 'not-affected | not affected | 0.json'],
    ['a part of a platform', csaf({ known_not_affected: ['both'] }, {}, partOf('debian12')), 'not-affected | not affected | 0.json'],
    ['no such product', csaf({ known_not_affected: ['none'] }), 'fixed'],
  ])('%s', (_, document, expected) => {
    expect(states([document])).toBe(expected);
  });

  it.each(['known_affected', 'first_affected', 'last_affected', 'under_investigation'])('%s voids what was said before', (status) => {
    const document = { category: 'csaf_vex', csaf_version: '2.0', tracking: { current_release_date: '2024-01-01T05:00:00+01:00' } };
    const later = { ...csaf({ [status]: ['ssl'] }), document };
    expect(states([csaf({ known_not_affected: ['ssl'] }), later])).toBe('fixed');
  });

  it('a part of another image is not a part of this one', () => {
    expect(states([csaf({ known_not_affected: ['both'] }, {}, partOf('web'))], deb, { names: ['other:1.0'], digests: [] })).toBe('fixed');
  });
});

it.each([
  ['', /no JSON/],
  ['{', /no JSON/],
  ['[]', /neither OpenVEX nor CSAF/],
  ['{"statements":[]}', /neither/],
  ['null', /neither/],
])('%s is refused in one line', (text, message) => {
  expect(() => readVex('x', text)).toThrow(Unreadable);
  expect(() => readVex('x', text)).toThrow(message);
});

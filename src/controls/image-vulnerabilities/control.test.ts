import { describe, expect, it } from 'vitest';
import type { ImagePackage, KnownAdvisories, Vulnerability } from '../../model/index.ts';
import { imageVulnerabilities } from './control.ts';

const origin = { source: { path: 'archive:web.tar', text: '' }, start: 0, end: 0 };
const layer = { digest: 'sha256:0', bytes: 0, entries: 0 };
const advisories: KnownAdvisories = { newest: '2026-11-01', count: 9 };
const source = { name: 'openssl', version: '3.0.11-1' };
const libssl: ImagePackage = { kind: 'deb', name: 'libssl3', version: '3.0.11-1', source, layer: 1, path: '/var/lib/dpkg/status' };
const openssl: ImagePackage = { ...libssl, name: 'openssl' };
const flaw: Vulnerability = {
  id: 'CVE-2024-1',
  aliases: [],
  package: libssl,
  state: 'fixed',
  fixed: '3.0.13-1',
  severity: 'high',
  source: 'x',
};

const judge = (
  vulnerabilities: readonly Vulnerability[],
  more: object = { advisories },
  packages: readonly ImagePackage[] = [libssl, openssl],
) =>
  imageVulnerabilities.judge({
    origin,
    name: 'web',
    layers: [{ ...layer, base: true }, layer],
    secrets: [],
    packages,
    files: [],
    vulnerabilities,
    ...more,
  });

describe('image-vulnerabilities', () => {
  it.each<[string, ReturnType<typeof judge>, string, RegExp]>([
    ['nothing is known', judge([]), 'held', /^none is known of its 2 packages, by advisories up to 2026-11-01$/],
    ['there are no packages', judge([], {}, []), 'held', /no packages/],
  ])('is held where %s', (_, verdicts, outcome, detail) => {
    expect(verdicts).toMatchObject([{ outcome, detail: expect.stringMatching(detail) }]);
  });

  it('what a VEX document answers does not count, and is told with its reason', () => {
    const vex = { because: 'component not present', document: 'vex.json' };
    const answered = Array.from({ length: 6 }, (_, at): Vulnerability => ({ ...flaw, id: `CVE-2024-${at}`, state: 'not-affected', vex }));
    const [none, told] = judge(answered);
    expect(none).toMatchObject({ outcome: 'held', detail: expect.stringMatching(/^none is known/) });
    expect(told).toMatchObject({
      outcome: 'held',
      detail: expect.stringMatching(
        /^6 do not count by VEX documents: CVE-2024-0 in libssl3 3\.0\.11-1 \(component not present, vex\.json\); .* and 1 more$/,
      ),
    });
    expect(judge([flaw, ...answered]).map(({ outcome }) => outcome)).toEqual(['broken', 'held']);
  });

  it.each<[string, object, RegExp]>([
    ['no advisories are here', {}, /^2 packages could not be looked up: no advisories are here; bulkhead db update/],
    [
      'none on its distribution',
      { advisories: { ...advisories, lacking: [{ ecosystem: 'Debian:12', kind: 'deb', packages: 2 }] } },
      /no advisories on Debian:12 are here/,
    ],
    [
      'of nobody',
      { advisories: { ...advisories, lacking: [{ kind: 'rpm', packages: 1 }] } },
      /^1 package could .* no advisories on rpm packages/,
    ],
  ])('is undecided, once, where there are none: %s', (_, more, because) => {
    expect(judge([], more)).toEqual([
      expect.objectContaining({ outcome: 'unknown', severity: 'medium', because: expect.stringMatching(because) }),
    ]);
  });

  it('jars whose group nobody knows are undecided, beside what is found', () => {
    const jar: ImagePackage = { kind: 'maven', name: 'asm', version: '9.5', layer: 2, path: '/app/asm-9.5.jar' };
    const jars = [jar, { ...jar, path: '/b.jar' }, { ...jar, name: 'antlr' }, { ...jar, name: 'org.x:y' }];
    expect(judge([flaw], { advisories }, jars)).toMatchObject([
      { outcome: 'unknown', because: '2 jars could not be looked up, having no pom that says the group: asm, antlr' },
      { outcome: 'broken' },
    ]);
  });

  it('tells packages of one source once, by the best known of them', () => {
    expect(judge([flaw, { ...flaw, package: openssl }])).toMatchObject([
      {
        outcome: 'broken',
        severity: 'high',
        detail: 'openssl 3.0.11-1 (libssl3, openssl) has CVE-2024-1: fixed in 3.0.13-1',
        steps: [/--pull$/, 'RUN apt-get update && apt-get install -y --only-upgrade libssl3 openssl'].map((step) =>
          expect.stringMatching(step),
        ),
        vulnerability: { package: { name: 'openssl' } },
      },
    ]);
  });

  it('copies of one package are one, another version is another', () => {
    const npm = { kind: 'npm', name: 'a', version: '1.0.0', layer: 2 } as const;
    const at = (path: string, version = '1.0.0'): Vulnerability => ({ ...flaw, fixed: '2.0.0', package: { ...npm, version, path } });
    expect(judge([at('/x'), at('/y'), at('/z', '1.0.1')]).map((each) => 'detail' in each && each.detail)).toEqual([
      'a 1.0.0 in 2 places has CVE-2024-1: fixed in 2.0.0',
      'a 1.0.1 has CVE-2024-1: fixed in 2.0.0',
    ]);
  });

  it.each<[Partial<Vulnerability>, string, RegExp]>([
    [{ state: 'affected', severity: 'critical' }, 'medium', /no version mends it yet$/],
    [{ state: 'affected', severity: 'low' }, 'low', /no version mends it yet$/],
    [{ state: 'will-not-fix', severity: 'critical' }, 'low', /worth a mend of its own$/],
    [{ state: 'end-of-life', severity: 'high' }, 'high', /nobody keeps the package any more$/],
  ])('%j', ({ severity, ...more }, expected, detail) => {
    const [verdict] = judge([{ ...flaw, ...more, ...(severity === undefined ? {} : { severity }) }]);
    expect(verdict).toMatchObject({ severity: expected, detail: expect.stringMatching(detail) });
  });

  it('a rating that nobody gave is medium, and a version in no order is undecided', () => {
    const { severity: _, ...unrated } = flaw;
    expect(judge([unrated])).toMatchObject([{ severity: 'medium' }]);
    expect(judge([{ ...flaw, state: 'unknown' }])).toMatchObject([
      { outcome: 'unknown', severity: 'low', because: expect.stringMatching(/^whether openssl/) },
    ]);
  });

  const go = { kind: 'golang', name: 'stdlib', version: '1.19.8', layer: 2, path: '/usr/bin/x' } as const;
  it.each<[string, ImagePackage, string]>([
    [
      'what is built into a package of the distribution',
      { ...go, owner: 'skopeo' },
      'upgrade skopeo, which it is built into, once its keeper has built it with Go 1.19.9',
    ],
    ['the standard library', go, 'build the program with Go 1.19.9 or later'],
    ['a module', { ...go, name: 'golang.org/x/net', version: 'v0.1.0' }, 'go get golang.org/x/net@v1.19.9 and build the program anew'],
  ])('how to mend %s', (_, one, step) => {
    expect(judge([{ ...flaw, package: one, fixed: '1.19.9' }])[0]?.steps).toEqual([step]);
  });
});

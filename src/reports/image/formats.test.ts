import { describe, expect, it } from 'vitest';
import { sarifErrors } from '../../../test/support/sarif.ts';
import { contentsOf, scanReport } from '../../../test/support/scan-report.ts';
import type { Report } from '../../model/index.ts';
import { type Format, formats } from '../index.ts';
import { renderImages } from './index.ts';

const options = { failOn: 'high', today: '2026-11-22' } as const;
const large = scanReport(contentsOf(400, 450));
const small = scanReport(contentsOf(40, 9));
const linesOf = (report: Report, more: object = {}): string[] => renderImages('text', report, [], { ...options, ...more }).split('\n');

describe('text', () => {
  const lines = linesOf(large);

  it('says first what the image is, and how old the advisories are', () => {
    expect(lines.slice(0, 5)).toEqual([
      'archive:web.tar  linux/amd64',
      '  Debian GNU/Linux 12 (bookworm); 242 MiB in 7 layers, 2 of them of its base image',
      '  400 packages: 320 deb, 80 npm',
      expect.stringMatching(/^ {2}450 known vulnerabilities in 67 packages: \d+ critical, .*; newer versions$/),
      expect.stringMatching(/^ {4}mend \d+ of them$/),
    ]);
    expect(lines[5]).toBe('  advisories up to 2026-11-01, 3 weeks old (bulkhead db update)');
  });

  it.each([
    ['2026-11-02', '  advisories up to 2026-11-01'],
    ['2026-11-08', '  advisories up to 2026-11-01, 7 days old'],
    ['2026-11-09', '  advisories up to 2026-11-01, 8 days old (bulkhead db update)'],
    [undefined, '  advisories up to 2026-11-01'],
  ])('says on %s how to renew the advisories where they are older than a week', (today, line) => {
    expect(linesOf(large, { today })).toContain(line);
  });

  it('counts a vulnerability of a package once, in however many places it lies', () => {
    const known = small.findings.filter(({ vulnerability }) => vulnerability !== undefined).slice(0, 1);
    const twice = known.flatMap((finding) => {
      const { vulnerability } = finding;
      if (vulnerability === undefined) return [];
      const other = { ...vulnerability, package: { ...vulnerability.package, path: '/elsewhere' } };
      return [finding, { ...finding, vulnerability: other }];
    });
    const summary = { ...small.summary, broken: { low: 0, medium: 2, high: 0, critical: 0 } };
    const report: Report = { ...small, summary, findings: twice.map((finding) => ({ ...finding, severity: 'medium' })) };
    const lines = linesOf(report);
    expect(lines[3]).toMatch(/^ {2}1 known vulnerability in 1 package, in 2 places: 1 medium/);
    expect(lines).toContain(`${twice[0]?.control}  1 medium`);
    expect(lines.join('\n')).toMatch(/\n {2}1 image: 1 medium\b/);
    expect(renderImages('markdown', report, [], options)).toMatch(/\n\n1 medium[,\n]/);
  });

  it('does not call an image free of what was accepted before, or never looked up', () => {
    const { findings } = small;
    const before = findings.map((finding) => ({ ...finding, baseline: true as const }));
    expect(linesOf({ ...small, findings: before }).join('\n')).toMatch(
      /no new known vulnerability in the 37 packages that could be looked up; 9 accepted or in the\s+baseline\n/,
    );
    const lacking = (packages: number) => [{ kind: 'deb' as const, ecosystem: 'Debian:12', packages }];
    const without = (packages: number): string =>
      linesOf({
        ...small,
        findings: [],
        images: (small.images ?? []).map((image) => ({
          ...image,
          advisories: { newest: '2026-11-01', count: 1, lacking: lacking(packages) },
        })),
      }).join('\n');
    expect(without(40)).toMatch(/vulnerabilities were not looked for: no advisories on any of its packages are here\n/);
    expect(without(39)).toMatch(/no known vulnerability in the 1 package that could be looked up\n/);
  });

  it('says nothing of advisories where no package is, nor the platform twice', () => {
    const images = (small.images ?? []).map((image) => ({ ...image, packages: [], name: `${image.name} (web:1, ${image.platform})` }));
    const lines = linesOf({ ...small, images, findings: [] });
    expect(lines[0]).toBe('archive:web.tar (web:1, linux/amd64)');
    expect(lines.join()).not.toMatch(/advisories up to|vulnerabilit/);
    const markdown = renderImages(
      'markdown',
      { ...small, images: images.map((image) => ({ ...image, layers: [] })), findings: [] },
      [],
      options,
    );
    expect(markdown).toContain(
      '<code>archive:web.tar (web:1, linux/amd64)</code>: Debian GNU/Linux 12 \\(bookworm\\); no package that a record tells of\n',
    );
  });

  it('fits two screens, however much there is, and repeats nothing', () => {
    expect(lines.length).toBeLessThan(100);
    // What is wrong and where is said once; what to do about it may be the same for two layers.
    const said = lines.filter((line) => /^ {4}(?:critical|high|medium|low) |^ {2}layer/.test(line));
    expect(said.length).toBeGreaterThan(30);
    expect(said.filter((line, at) => said.indexOf(line) !== at)).toEqual([]);
  });

  it.each([60, 80, 140])('keeps to %i columns, where no word is longer', (width) => {
    const body = linesOf(large, { width });
    const table = body.filter((line) => line.startsWith('  ')).slice(0, body.indexOf('Summary') - 10);
    expect(table.filter((line) => line.length > width && !/--mount/.test(line))).toEqual([]);
  });

  it('tells own layers before the base image, of which it is said once what mends most', () => {
    const at = (part: string): number => lines.findIndex((line) => line.includes(part));
    expect(at('layer 5  RUN npm ci')).toBeLessThan(at('of the base image  layers 1 and 2'));
    expect(lines.join(' ').replace(/\s+/g, ' ').split('update the base image')).toHaveLength(2);
    expect(lines.filter((line) => line.includes('layer 6  COPY . /srv'))).toHaveLength(1);
  });

  it('folds by package, the worst first, and unfolds with --all', () => {
    const first = linesOf(small).find((line) => line.startsWith('    critical'));
    expect(first).toBe('    critical  zlib (npm)  0.0.0      0.0.1 (some)  CVE-2025-1002, CVE-2025-1006 and 7 more');
    const all = linesOf(large, { all: true });
    for (const { vulnerability } of large.findings)
      if (vulnerability !== undefined) expect(all.filter((line) => line.includes(`  ${vulnerability.id}  `))).toHaveLength(1);
    expect(all.join('\n')).not.toContain('(--all)');
  });

  it('has a line for each package that fails the run where it is to be quiet', () => {
    const quiet = linesOf(large, { quiet: true });
    expect(quiet.length).toBeLessThan(80);
    expect(quiet[0]).toMatch(/^archive:web\.tar:\/\S+:1:1: critical known-vulnerabilities: .* has CVE-\S+ .*; fixed in: /);
    expect(renderImages('text', small, [], { ...options, failOn: undefined, quiet: true })).toBe('');
  });

  it('says that nothing was looked for, where no advisories are here', () => {
    const { advisories: _, ...without } = contentsOf(3, 0);
    expect(linesOf(scanReport(without)).join('\n')).toContain(
      'vulnerabilities were not looked for: no advisories are here (bulkhead db update)',
    );
  });

  it('is made harmless', () => {
    const contents = contentsOf(4, 2);
    const hostile = scanReport({
      ...contents,
      name: 'archive:\u001b[2J',
      layers: contents.layers.map((layer) => ({ ...layer, instruction: 'RUN \u001b[31m' })),
    });
    for (const format of ['text', 'markdown', 'github', 'junit'] as const)
      expect(renderImages(format, hostile, [], options)).not.toContain('\u001b');
  });
});

describe('markdown', () => {
  it('has a table of what is wrong and one of packages, and fits a comment', () => {
    const text = renderImages('markdown', large, [], options);
    expect(text).toMatch(/^### ❌ Bulkhead: 1 image\n/);
    expect(text).toContain(
      '| high | image-secrets | /srv/.env:3 of layer 6 holds a password under the name DB\\_PASSWORD | <code>COPY . /srv</code> |',
    );
    expect(text).toContain('#### Known vulnerabilities of the base image');
    expect(renderImages('markdown', scanReport(contentsOf(4000, 4000)), [], options).length).toBeLessThan(65_000);
  });
});

describe('sarif', () => {
  const log = JSON.parse(renderImages('sarif', large, [], options));
  const [{ results, tool }] = log.runs;

  it('keeps to SARIF 2.1.0', () => expect(sarifErrors(log)).toEqual([]));

  it('has a rule for each vulnerability, weighed by its score', () => {
    const rule = tool.driver.rules.find(({ id }: { id: string }) => id === 'CVE-2025-1002');
    expect(rule.properties['security-severity']).toBe('9.5');
    expect(rule.helpUri).toBe('https://example.org/CVE-2025-1002');
    for (const { ruleId, ruleIndex } of results) if (ruleIndex !== undefined) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
    expect(results.filter(({ ruleIndex }: { ruleIndex?: number }) => ruleIndex !== undefined)).toHaveLength(450);
  });

  it('says layer and package as logical places', () => {
    const { locations, message } = results.find(({ ruleId }: { ruleId: string }) => ruleId === 'CVE-2025-1002');
    expect(locations[0].logicalLocations.map(({ kind, name }: { kind: string; name: string }) => `${kind} ${name}`)).toEqual([
      'resource archive:web.tar',
      expect.stringMatching(/^resource layer \d$/),
      expect.stringMatching(/^package /),
    ]);
    expect(message.text).toMatch(/It is in layer \d, made by /);
  });
});

it('annotations are one a package', () => {
  const text = renderImages('github', large, [], options);
  expect(text.split('\n').filter((line) => line.includes('known-vulnerabilities'))).toHaveLength(67);
});

it('junit has a case for each', () => {
  const text = renderImages('junit', small, [], options);
  expect(text.match(/<testcase /g)).toHaveLength(small.findings.length);
  expect(text).toContain('name="known-vulnerabilities CVE-2025-1002"');
});

it.each<Format>([...formats])('%s of nothing at all', (format) => {
  const nothing = scanReport(contentsOf(0, 0), {
    findings: [],
    containers: [],
    images: [],
    problems: [{ file: 'a', message: 'not read' }],
  });
  expect(renderImages(format, nothing, [], options)).toContain('not read');
});

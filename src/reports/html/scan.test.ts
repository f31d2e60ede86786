import { expect, it } from 'vitest';
import { contentsOf, scanReport } from '../../../test/support/scan-report.ts';
import { scanPage } from './scan.ts';

const data = scanPage(scanReport(contentsOf(40, 9)), [], 'high');
const [image] = data.images ?? [];

it('tells each layer with its weight, what made it and its packages, each once', () => {
  expect(image?.layers[4]).toEqual({
    digest: `sha256:${'4'.repeat(64)}`,
    bytes: 48_300_000,
    size: '46 MiB',
    files: 9120,
    instruction: 'RUN npm ci --omit=dev && rm .npmrc',
  });
  expect(image?.layers[0]?.base).toBe(true);
  expect(image?.packages.map(({ length }) => length)).toEqual([16, 16, 0, 0, 8, 0, 0]);
  expect(image?.packages[4]?.[0]).toBe(`${image?.kinds.indexOf('npm')} bash 6.2.0`);
});

it('tells of an entry its layer, what became of the file, and the package', () => {
  const deleted = data.entries.find(({ later }) => later !== undefined);
  expect(deleted).toMatchObject({ layer: 4, later: 'deleted by layer 5' });
  expect(data.entries.find(({ known }) => known?.id === 'CVE-2025-1002')?.known).toEqual({
    id: 'CVE-2025-1002',
    name: 'zlib',
    kind: 'npm',
    version: '0.0.0',
    fix: '0.0.1',
    score: expect.closeTo(9.5),
    url: 'https://example.org/CVE-2025-1002',
  });
});

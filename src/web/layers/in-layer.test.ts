import { expect, it } from 'vitest';
import { contentsOf, scanReport } from '../../../test/support/scan-report.ts';
import { scanPage } from '../../reports/html/scan.ts';
import { modelOf } from '../model.ts';
import { storeOf } from '../store.ts';
import { byLayer } from './in-layer.ts';

const data = scanPage(scanReport(contentsOf(40, 9)), [], 'high');
const [image] = data.images ?? [];

it.each<[string, object, readonly number[], readonly number[]]>([
  ['nothing', {}, [8, 0, 0, 1, 9, 3, 1, 2], [16, 16, 0, 0, 8, 0, 0, 0]],
  ['a package', { search: 'ZLIB' }, [0, 0, 0, 0, 9, 0, 0, 0], [0, 0, 0, 0, 2, 0, 0, 0]],
  ['a severity', { severities: new Set(['critical']) }, [0, 0, 0, 0, 1, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0]],
])('asked for %s', (_, filter, entries, packages) => {
  const store = storeOf(modelOf(data), (act) => act());
  store.ask(filter);
  const layers = image === undefined ? [] : byLayer(image, store.found());
  expect([layers.map((each) => each.entries.length), layers.map((each) => each.packages.length)]).toEqual([entries, packages]);
});

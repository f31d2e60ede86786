import { expect, it } from 'vitest';
import { bundleFor } from './bundle.ts';

it.each<[string, ReturnType<typeof bundleFor>]>([
  ['', 'check'],
  ['--help', 'check'],
  ['--version', 'check'],
  ['check', 'check'],
  ['check --help', 'check'],
  ['check . --format sarif --control engine-rootless', 'check'],
  ['check -- docker run -p 80:80 host', 'check'],
  ['check host', 'bulkhead'],
  ['check compose.yaml container:web', 'bulkhead'],
  ['check archive:image.tar', 'bulkhead'],
  ['check pid:1', 'bulkhead'],
  ['check . --format html', 'bulkhead'],
  ['check . --images', 'bulkhead'],
  ['check . --format=html', 'bulkhead'],
  ['fix check', 'bulkhead'],
  ['effective compose.yaml', 'bulkhead'],
  ['help fix', 'bulkhead'],
  ['--no-color fix', 'bulkhead'],
])('bulkhead %s', (line, bundle) => {
  expect(bundleFor(line.split(' ').filter((word) => word !== ''))).toBe(bundle);
});

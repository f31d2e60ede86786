import { expect, it } from 'vitest';
import { publishedSchema } from '../../test/support/cyclonedx.ts';
import { spdxLicenses } from './spdx-licenses.ts';

it('is the list that CycloneDX publishes', () => {
  const { licenses, exceptions } = spdxLicenses();
  expect(publishedSchema('spdx')).toMatchObject({ enum: [...licenses, ...exceptions] });
  expect([licenses.has('GPL-2.0-only'), licenses.has('389-exception'), exceptions.has('Classpath-exception-2.0')]).toEqual([
    true,
    false,
    true,
  ]);
});

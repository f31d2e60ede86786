import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';

const folder = join(dirname(createRequire(import.meta.url).resolve('@cyclonedx/cyclonedx-library/package.json')), 'res', 'schema');

/** A file of the schemas that CycloneDX publishes with its library. */
export const publishedSchema = (name: string): object =>
  JSON.parse(readFileSync(join(folder, `${name}.SNAPSHOT.schema.json`), 'utf8')) as object;

/** RFC 3987, 2.2: what an IRI cannot hold, and a percent sign that begins no byte. */
const iri = (text: string): boolean => !/[\p{Cc} <>"{}|\\^`]|%(?![0-9A-Fa-f]{2})/u.test(text) && !/#.*#/.test(text);
/** RFC 3339, 5.6. */
const time = (text: string): boolean =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text));

/** Holds a text against the schema of CycloneDX 1.6, formats included. */
export function cyclonedxValidator(): ValidateFunction {
  const ajv = new Ajv.default({ strict: false, allErrors: true });
  ajv.addFormat('iri-reference', iri);
  ajv.addFormat('uri', iri);
  ajv.addFormat('date-time', time);
  ajv.addFormat('idn-email', /^[^\s@]+@[^\s@]+$/);
  for (const name of ['spdx', 'jsf-0.82', 'cryptography-defs'])
    ajv.addSchema(publishedSchema(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
  return ajv.compile(publishedSchema('bom-1.6'));
}

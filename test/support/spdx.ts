import type { ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';

/**
 * What SPDX 2.3 (ISO/IEC 5962 with its JSON form, clauses 6, 7, 10, 11 and 12, annexes D and F) says of the objects that we write, each with only the
 * properties that we write: our own words, stricter than the schema that SPDX publishes, which no package that we use brings along.
 */
const text = { type: 'string', minLength: 1 };
const object = (properties: Record<string, unknown>, required: readonly string[] = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const id = { type: 'string', pattern: '^SPDXRef-[A-Za-z0-9.-]+$' };
/** Clause 6.9: UTC, without parts of a second. */
const time = { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$' };
const tool = { type: 'string', pattern: '^Tool: [^\\s-]+-\\S+$' };
const annotation = object({ annotationDate: time, annotationType: { enum: ['OTHER', 'REVIEW'] }, annotator: tool, comment: text });
/** Clause 7.21, annex F: a locator holds no white space. */
const reference = {
  oneOf: [
    object({
      referenceCategory: { const: 'PACKAGE-MANAGER' },
      referenceType: { const: 'purl' },
      referenceLocator: { type: 'string', pattern: '^pkg:[a-z]+/\\S+$' },
    }),
    object({
      referenceCategory: { const: 'SECURITY' },
      referenceType: { const: 'advisory' },
      referenceLocator: { type: 'string', pattern: '^https?://\\S+$' },
      comment: text,
    }),
  ],
};
const noAssertion = { const: 'NOASSERTION' };
const spdxPackage = object(
  {
    name: text,
    SPDXID: id,
    versionInfo: text,
    downloadLocation: noAssertion,
    filesAnalyzed: { const: false },
    licenseConcluded: noAssertion,
    licenseDeclared: { type: 'string', pattern: '^(NOASSERTION|LicenseRef-[A-Za-z0-9.-]+|[A-Za-z0-9.+() -]+)$' },
    copyrightText: noAssertion,
    summary: text,
    sourceInfo: text,
    primaryPackagePurpose: { enum: ['CONTAINER', 'OPERATING_SYSTEM'] },
    checksums: {
      type: 'array',
      items: object({ algorithm: { const: 'SHA256' }, checksumValue: { type: 'string', pattern: '^[0-9a-f]{64}$' } }),
    },
    externalRefs: { type: 'array', items: reference, minItems: 1 },
    annotations: { type: 'array', items: annotation, minItems: 1 },
  },
  ['name', 'SPDXID', 'downloadLocation', 'filesAnalyzed', 'licenseConcluded', 'licenseDeclared', 'copyrightText'],
);
const document = object(
  {
    spdxVersion: { const: 'SPDX-2.3' },
    dataLicense: { const: 'CC0-1.0' },
    SPDXID: { const: 'SPDXRef-DOCUMENT' },
    name: text,
    /** Clause 6.5: an absolute address without "#". */
    documentNamespace: {
      type: 'string',
      pattern: '^https://[A-Za-z0-9./-]+-[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$',
    },
    creationInfo: object({ created: time, creators: { type: 'array', items: tool, minItems: 1 } }),
    packages: { type: 'array', items: spdxPackage, minItems: 1 },
    hasExtractedLicensingInfos: {
      type: 'array',
      minItems: 1,
      items: object({ licenseId: { type: 'string', pattern: '^LicenseRef-[A-Za-z0-9.-]+$' }, extractedText: text, name: text }),
    },
    relationships: {
      type: 'array',
      items: object({ spdxElementId: id, relationshipType: { enum: ['DESCRIBES', 'CONTAINS'] }, relatedSpdxElement: id }),
      minItems: 1,
    },
  },
  ['spdxVersion', 'dataLicense', 'SPDXID', 'name', 'documentNamespace', 'creationInfo', 'packages', 'relationships'],
);

export const spdxValidator = (): ValidateFunction => new Ajv2020({ strict: true, allErrors: true }).compile(document);

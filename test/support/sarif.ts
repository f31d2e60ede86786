import { Ajv2020 } from 'ajv/dist/2020.js';

/**
 * What SARIF 2.1.0 (OASIS standard, 27 March 2020, sections 3.10 to 3.58) says of the objects that our logs hold:
 * each with only the properties that we write, stricter than the standard, so that a new one is looked up first.
 */
const text = { type: 'string', minLength: 1 };
const object = (properties: Record<string, unknown>, required: readonly string[] = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const message = object({ text });
const bag = { type: 'object', properties: { tags: { type: 'array', items: text, uniqueItems: true } }, additionalProperties: true };
const positive = { type: 'integer', minimum: 1 };
const level = { enum: ['none', 'note', 'warning', 'error'] };

const region = object({ startLine: positive, startColumn: positive, endLine: positive, endColumn: positive }, ['startLine']);
const uri = { type: 'string', pattern: "^[A-Za-z0-9\\-._~:/?#@!$&'()*+,;=%]+$", not: { pattern: '%(?![0-9A-Fa-f]{2})' } };
const artifactLocation = object({ uri, uriBaseId: { const: '%SRCROOT%' } }, ['uri']);
const physicalLocation = object({ artifactLocation, region }, ['artifactLocation']);
const logicalLocation = object({ name: text, fullyQualifiedName: text, kind: text });
const location = object({ physicalLocation, logicalLocations: { type: 'array', items: logicalLocation, minItems: 1 } }, [
  'physicalLocation',
]);

const rule = object(
  {
    id: text,
    name: { type: 'string', pattern: '^[A-Z][A-Za-z0-9]*$' },
    shortDescription: message,
    fullDescription: message,
    help: object({ text, markdown: text }),
    helpUri: { type: 'string', pattern: '^https?://' },
    defaultConfiguration: object({ level }),
    properties: {
      ...bag,
      properties: { ...bag.properties, 'security-severity': { type: 'string', pattern: '^(10|[0-9])\\.[0-9]$' } },
      required: ['security-severity', 'tags'],
    },
  },
  ['id', 'name', 'shortDescription', 'fullDescription', 'help', 'defaultConfiguration', 'properties'],
);

const replacement = object({ deletedRegion: region, insertedContent: object({ text: { type: 'string', minLength: 1 } }) }, [
  'deletedRegion',
]);
const fix = object({
  description: message,
  artifactChanges: {
    type: 'array',
    minItems: 1,
    uniqueItems: true,
    items: object({ artifactLocation, replacements: { type: 'array', items: replacement, minItems: 1 } }),
  },
});

const result = {
  ...object(
    {
      ruleId: text,
      ruleIndex: { type: 'integer', minimum: 0 },
      kind: { enum: ['notApplicable', 'pass', 'fail', 'review', 'open', 'informational'] },
      level,
      message,
      locations: { type: 'array', items: location, minItems: 1 },
      partialFingerprints: { type: 'object', additionalProperties: text, minProperties: 1 },
      fixes: { type: 'array', items: fix, minItems: 1, uniqueItems: true },
      properties: bag,
    },
    ['ruleId', 'kind', 'level', 'message', 'locations', 'partialFingerprints'],
  ),
  // Section 3.27.10: a result that is no failure has the level none.
  anyOf: [{ properties: { kind: { const: 'fail' } } }, { properties: { level: { const: 'none' } } }],
};

const notification = object({ level, message, locations: { type: 'array', items: location } });

const schema = object({
  $schema: { type: 'string', pattern: '^https://.*/sarif-schema-2\\.1\\.0\\.json$' },
  version: { const: '2.1.0' },
  runs: {
    type: 'array',
    items: object({
      tool: object({
        driver: object({ name: text, version: text, semanticVersion: text, rules: { type: 'array', items: rule, uniqueItems: true } }),
      }),
      invocations: {
        type: 'array',
        items: object({ executionSuccessful: { type: 'boolean' }, toolExecutionNotifications: { type: 'array', items: notification } }),
      },
      originalUriBaseIds: { type: 'object', additionalProperties: object({ description: message }) },
      columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
      results: { type: 'array', items: result },
    }),
  },
});

const validate = new Ajv2020({ strict: false, allErrors: true }).compile(schema);

/** What is wrong with a log; empty when nothing is. */
export function sarifErrors(log: unknown): unknown[] {
  validate(log);
  return validate.errors ?? [];
}

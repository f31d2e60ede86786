import { type Shape, shapeOf, type Vocabulary } from './shape.ts';

/** The published JSON Schema (draft 2020-12) of a configuration: docs/config.schema.json, written by `npm run docs`. */
export const configSchema = (vocabulary: Vocabulary): Record<string, unknown> => {
  const { properties, ...rest } = schemaOf(shapeOf(vocabulary)) as { properties: object };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:bulkhead:config:1',
    title: 'bulkhead.config',
    ...rest,
    properties: { $schema: { description: 'This schema, for editors.', type: 'string' }, ...properties },
  };
};

function schemaOf(shape: Shape): Record<string, unknown> {
  const description = shape.about;
  switch (shape.is) {
    case 'text':
      return { description, type: 'string', ...(shape.pattern === undefined ? {} : { pattern: shape.pattern }) };
    case 'choice':
      return { description, enum: shape.of };
    case 'list':
      return { description, type: 'array', items: schemaOf(shape.of) };
    case 'table':
      return {
        description,
        type: 'object',
        properties: Object.fromEntries(shape.keys.map((key) => [key, schemaOf(shape.of)])),
        additionalProperties: false,
      };
    case 'object': {
      const required = [...(shape.required ?? []), ...(shape.wanted ?? [])];
      return {
        description,
        type: 'object',
        properties: Object.fromEntries(Object.entries(shape.keys).map(([key, part]) => [key, schemaOf(part)])),
        ...(required.length === 0 ? {} : { required }),
        ...(shape.oneOf === undefined ? {} : { oneOf: shape.oneOf.map((key) => ({ required: [key], properties: { [key]: true } })) }),
        additionalProperties: false,
      };
    }
  }
}

export * from '../../text/yaml/node.ts';
export * from '../../text/yaml/parse.ts';
export * from '../../text/yaml/value.ts';

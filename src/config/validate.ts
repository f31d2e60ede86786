import { didYouMean } from '../text/near.ts';
import { entriesOf, type YamlNode, type YamlScalar } from '../text/yaml/node.ts';
import { isNull } from '../text/yaml/value.ts';
import type { Shape } from './shape.ts';

/** What is wrong, at which node, under which way of keys ("paths[0].engine"). */
export interface Fault {
  readonly node: YamlNode;
  readonly path: string;
  readonly message: string;
}

/** The first fault of a node tree held against a shape, in the order of the text. */
export function firstFault(node: YamlNode, shape: Shape, path = '', isJson = false): Fault | undefined {
  const fault = (message: string, at: YamlNode = node, way = path): Fault => ({ node: at, path: way, message });
  switch (shape.is) {
    case 'text': {
      if (node.kind !== 'scalar' || isNull(node)) return fault(`expected ${shape.what}${found(node)}`);
      if (isJson && node.style === 'plain') return fault(`expected ${shape.what}: write it in quotes`);
      const fits = (shape.pattern === undefined || new RegExp(shape.pattern).test(node.text)) && shape.fits?.(node.text) !== false;
      return fits ? undefined : fault(`expected ${shape.what}${found(node)}`);
    }
    case 'choice':
      if (node.kind !== 'scalar') return fault(`expected one of ${shape.of.join(', ')}${found(node)}`);
      return shape.of.includes(node.text)
        ? undefined
        : fault(`expected one of ${shape.of.join(', ')}${found(node)}${didYouMean(node.text, shape.of)}`);
    case 'list': {
      if (node.kind !== 'seq') return fault(`expected a list${found(node)}`);
      for (const [index, item] of node.items.entries()) {
        const inside = firstFault(item, shape.of, `${path}[${index}]`, isJson);
        if (inside !== undefined) return inside;
      }
      return undefined;
    }
    case 'table':
    case 'object': {
      if (node.kind !== 'map') return fault(`expected keys and values${found(node)}`);
      const known = shape.is === 'table' ? shape.keys : Object.keys(shape.keys);
      const what = shape.is === 'table' ? 'no control of this name' : 'no setting of this name';
      for (const [name, { key, value }] of entriesOf(node)) {
        if (name === '$schema' && path === '') continue;
        const way = path === '' ? name : `${path}.${name}`;
        if (!known.includes(name))
          return fault(`there is ${what}${didYouMean(name, known) || `; there are ${known.slice(0, 12).join(', ')}`}`, key, way);
        const part = shape.is === 'table' ? shape.of : shape.keys[name];
        const inside = part === undefined ? undefined : firstFault(value, part, way, isJson);
        if (inside !== undefined) return inside;
      }
      return shape.is === 'table' ? undefined : absence(node, shape, path);
    }
  }
}

function absence(node: YamlNode & { kind: 'map' }, { required = [], oneOf }: Shape & { is: 'object' }, path: string): Fault | undefined {
  const there = entriesOf(node);
  const missing = required.find((key) => !there.has(key));
  if (missing !== undefined) return { node, path, message: `${missing} is missing` };
  const given = oneOf?.filter((key) => there.has(key));
  return given === undefined || given.length === 1
    ? undefined
    : { node, path, message: `expected ${oneOf?.join(' or ')}${given.length > 1 ? ', not both' : ''}` };
}

const kinds = { map: 'keys and values', seq: 'a list', scalar: '' } as const;

const found = (node: YamlNode): string => {
  if (node.kind !== 'scalar') return `, found ${kinds[node.kind]}`;
  return isNull(node) ? ', found nothing' : `, found "${said(node)}"`;
};

const said = ({ text }: YamlScalar): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

import type { Source } from '../../model/index.ts';
import { parseYaml, parseYamlRange, type YamlDocuments } from '../../text/yaml/parse.ts';

/** Manifests as kubectl takes them: YAML documents, or JSON values one after another, which YAML does not know. */
export function parseManifests(source: Source): YamlDocuments {
  const whole = parseYaml(source);
  if (whole.problems.length === 0 || !/^\s*\{(?![{%])/.test(source.text)) return whole;
  const bounds = jsonBounds(source.text);
  if (bounds === undefined || bounds.length < 2) return whole;
  const parts = bounds.map(([start, end]) => parseYamlRange(source, start, end));
  return { documents: parts.flatMap(({ documents }) => documents), problems: parts.flatMap(({ problems }) => problems) };
}

/** Where each of several JSON objects begins and ends; undefined: something else stands between them, or one is not closed. */
function jsonBounds(text: string): [number, number][] | undefined {
  const bounds: [number, number][] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const found = text[at] ?? '';
    if (depth === 0 && !/[{\s]/.test(found)) return undefined;
    if (found === '"') at = stringEnd(text, at);
    else if (found === '{' || found === '[') {
      if (depth === 0) start = at;
      depth++;
    } else if (found === '}' || found === ']') {
      depth--;
      if (depth === 0) bounds.push([start, at + 1]);
    }
  }
  return depth === 0 ? bounds : undefined;
}

/** The closing quote of the string that opens at `at`. */
function stringEnd(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
  return end;
}

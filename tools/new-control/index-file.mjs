// Edits src/controls/index.ts as text, so that its order and its comments stay.

/** What the file imports: each control's identifier and id, with where its import stands. */
export const listed = (text) =>
  [...text.matchAll(/^import \{ (\w+) \} from '\.\/([a-z0-9-]+)\/control\.ts';$/gm)].map(({ 0: line, 1: name, 2: id, index }) => ({
    name,
    id,
    start: index,
    end: index + line.length,
  }));

/** The text with an import in its sorted place, and the control at the end of its group (of an earlier group, where it is the first). */
export function withControl(text, { id, name, group, groups, groupOf }) {
  return withImport(withEntry(text, { name, group, groups, groupOf }), { id, name });
}

function withImport(text, { id, name }) {
  const line = `import { ${name} } from './${id}/control.ts';`;
  const imports = listed(text);
  const next = imports.find((entry) => entry.id > id);
  if (next !== undefined) return splice(text, next.start, `${line}\n`);
  const last = imports.at(-1);
  if (last !== undefined) return splice(text, last.end, `\n${line}`);
  return `${line}\n${text}`;
}

function withEntry(text, { name, group, groups, groupOf }) {
  const start = text.indexOf('[', text.indexOf('= ', text.search(/export const (?:controls|hostControls)\b/)));
  const end = text.indexOf(']', start);
  if (start === -1 || end === -1) throw new Error('the index of controls has no list named controls or hostControls');
  const idOf = new Map(listed(text).map((entry) => [entry.name, entry.id]));
  const entries = [...text.slice(start, end).matchAll(/^(?:.*?\/\/.*)$|\b(\w+)\b,?/gm)]
    .filter(({ 1: word }) => word !== undefined && idOf.has(word))
    .map(({ 0: match, 1: word, index }) => ({
      at: start + index + match.length,
      comma: match.endsWith(','),
      rank: groups.indexOf(groupOf(idOf.get(word))),
    }));
  const before = entries.filter(({ rank }) => rank <= groups.indexOf(group)).at(-1);
  if (before === undefined) return splice(text, start + 1, `\n  ${name},`);
  return splice(text, before.at, before.comma ? `\n  ${name},` : `,\n  ${name},`);
}

const splice = (text, at, added) => text.slice(0, at) + added + text.slice(at);

import { diffLines } from 'diff';
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseAllDocuments } from 'yaml';

/**
 * What reads differently although its line is untouched: a leaf that is no longer where it was, or is new on a line that was there.
 * A leaf is known by the keys that lead to it, an entry of a list by its first leaf.
 */
export function changedOutside(file, before, after) {
  if (!/\.(?:ya?ml|json)$/i.test(file)) return [];
  const { gone, fresh } = changedLines(before, after);
  const [was, is] = [leavesOf(before), leavesOf(after)];
  if (was === undefined) return [];
  if (is === undefined) return ['is no longer read by the package yaml'];
  return [
    ...missing(was, gone, is).map((leaf) => `no longer says ${leaf}`),
    ...missing(is, fresh, was).map((leaf) => `newly says ${leaf}`),
  ];
}

function missing(leaves, touched, others) {
  const counts = new Map();
  for (const { path } of others) counts.set(path, (counts.get(path) ?? 0) + 1);
  return leaves
    .filter(({ path, line }) => {
      const count = counts.get(path) ?? 0;
      counts.set(path, count - 1);
      return count <= 0 && !touched.has(line);
    })
    .map(({ path }) => path);
}

function changedLines(before, after) {
  const [gone, fresh] = [new Set(), new Set()];
  let [old, now] = [1, 1];
  for (const { value, added, removed, count } of diffLines(before, after)) {
    const lines = count ?? value.split('\n').length - 1;
    if (removed) for (let line = old; line < old + lines; line++) gone.add(line);
    if (added) for (let line = now; line < now + lines; line++) fresh.add(line);
    if (!added) old += lines;
    if (!removed) now += lines;
  }
  return { gone, fresh };
}

/** Every scalar with its path and line; undefined: it is no YAML. */
function leavesOf(text) {
  const lineCounter = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter, merge: true, uniqueKeys: false });
  const leaves = [];
  for (const document of documents) {
    if (document.errors.length > 0) return undefined;
    const kind = document.get?.('kind') ?? '';
    const name = document.getIn?.(['metadata', 'name']) ?? '';
    collect(document.contents, `${kind}/${name}`, leaves, lineCounter);
  }
  return leaves;
}

function collect(node, path, leaves, lineCounter) {
  if (isMap(node)) for (const { key, value } of node.items) collect(value ?? key, `${path}.${key?.value ?? ''}`, leaves, lineCounter);
  else if (isSeq(node)) for (const item of node.items) collect(item, `${path}[${firstLeaf(item)}]`, leaves, lineCounter);
  else if (isScalar(node) || isAlias(node)) {
    const value = isAlias(node) ? `*${node.source}` : JSON.stringify(node.value);
    leaves.push({ path: `${path} = ${hidden(value)}`, line: lineCounter.linePos(node.range[0]).line });
  }
}

const hidden = (value) => (value.length > 60 ? `${value.slice(0, 60)}…` : value);

function firstLeaf(node) {
  let at = node;
  let path = '';
  while (isMap(at) || isSeq(at)) {
    const first = at.items[0];
    if (first === undefined) break;
    path += isMap(at) ? `.${first.key?.value}` : '[]';
    at = isMap(at) ? first.value : first;
  }
  return `${path} ${isScalar(at) ? at.value : isAlias(at) ? at.source : ''}`;
}

import { Unreadable } from '../../model/index.ts';
import { scanner } from './scanner.ts';

export type Toml = string | number | boolean | readonly Toml[] | { readonly [key: string]: Toml };
type Table = { [key: string]: Toml };

/** Tables in tables; nobody writes more. */
const deepest = 20;

/**
 * A text in TOML 1.0, as far as settings of containers are written in it: tables, arrays of tables, strings on one line, numbers, truth
 * values, arrays and inline tables. Throws Unreadable, with the line, for anything else: a setting must not be lost. Linear.
 */
export function readToml(text: string): { readonly [key: string]: Toml } {
  const scan = scanner(text);
  const root = newTable();
  let table = root;
  for (scan.skipLines(); !scan.atEnd(); scan.skipLines()) {
    if (scan.take('[[')) {
      table = newTable();
      const path = keysOf();
      expect(']]');
      appendTo(path, table);
    } else if (scan.take('[')) {
      const path = keysOf();
      expect(']');
      table = path.reduce(inside, root);
    } else pairInto(table, 0);
    scan.endLine();
  }
  return root;

  function keysOf(): string[] {
    const keys: string[] = [];
    do {
      scan.skipSpaces();
      keys.push(scan.key());
      scan.skipSpaces();
    } while (scan.take('.') && keys.length < deepest);
    return keys;
  }

  function expect(word: string): void {
    if (!scan.take(word)) scan.refuse();
  }

  function appendTo(path: readonly string[], entry: Table): void {
    const last = path.at(-1) ?? '';
    const parent = path.slice(0, -1).reduce(inside, root);
    const list = parent[last] ?? [];
    parent[last] = list;
    if (!Array.isArray(list)) scan.refuse();
    else list.push(entry);
  }

  /** Of an array of tables the last is meant. */
  function inside(parent: Table, key: string): Table {
    const value = parent[key] ?? newTable();
    parent[key] = value;
    const last = Array.isArray(value) ? value.at(-1) : value;
    if (typeof last !== 'object' || Array.isArray(last)) throw new Unreadable(`line ${scan.line()}: ${key} is no table`);
    return last as Table;
  }

  function pairInto(target: Table, depth: number): void {
    const path = keysOf();
    expect('=');
    scan.skipSpaces();
    const parent = path.slice(0, -1).reduce(inside, target);
    const last = path.at(-1) ?? '';
    if (last in parent) throw new Unreadable(`line ${scan.line()}: ${last} is said twice`);
    parent[last] = value(depth);
  }

  function value(depth: number): Toml {
    if (depth > deepest) scan.refuse();
    if (scan.take('[')) return array(depth);
    if (scan.take('{')) return inlineTable(depth);
    return scan.plainValue();
  }

  function array(depth: number): readonly Toml[] {
    const items: Toml[] = [];
    for (scan.skipLines(); !scan.take(']'); scan.skipLines()) {
      items.push(value(depth + 1));
      scan.skipLines();
      if (scan.take(',')) continue;
      expect(']');
      return items;
    }
    return items;
  }

  function inlineTable(depth: number): Toml {
    const own = newTable();
    for (scan.skipSpaces(); !scan.take('}'); scan.skipSpaces()) {
      pairInto(own, depth + 1);
      scan.skipSpaces();
      if (scan.take(',')) continue;
      expect('}');
      return own;
    }
    return own;
  }
}

/** Without a prototype, so that no key means more than itself. */
const newTable = (): Table => Object.create(null) as Table;

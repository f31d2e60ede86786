import { shown } from '../../image/index.ts';

/** Names inside an archive, and where its links lead: by name alone, nothing outside is ever looked at. */
export interface Names {
  /** Notes an entry. Its name inside the archive; undefined: it leads out. */
  add(name: string, type: string, link: string): string | undefined;
  /** Undefined: out of the archive, or in a circle. */
  follow(name: string): string | undefined;
  isLink(inside: string): boolean;
  /** One line each. */
  warnings(): readonly string[];
}

/** More in a row lead nowhere. */
const mostSteps = 10;

/** `type`: "1" or "2", a link: a hard one says its other name from the top. */
export function namesInArchive(): Names {
  const links = new Map<string, string>();
  let outside = 0;
  let first = '';
  return {
    add(name, type, link) {
      const inside = insideName(name);
      if (inside === undefined) {
        if (outside++ === 0) first = name;
      } else if (type === '1') links.set(inside, `/${link}`);
      else if (type === '2') links.set(inside, link);
      return inside;
    },
    follow(name) {
      let at = insideName(name);
      for (let steps = 0; at !== undefined && steps < mostSteps; steps++) {
        const link = links.get(at);
        if (link === undefined) return at;
        const folder = at.split('/').slice(0, -1);
        at = climbed(link.startsWith('/') ? link.split('/') : [...folder, ...link.split('/')]);
      }
      return undefined;
    },
    isLink: (inside) => links.has(inside),
    // Nothing is unpacked here, but whoever loads the file with a careless tool is at risk.
    warnings() {
      if (outside === 0) return [];
      const count = outside === 1 ? 'an entry has' : `${outside} entries have`;
      return [
        `${count} a path that leads out of the archive, as ${shown(first)}: nothing was unpacked; do not load an archive that you do not trust`,
      ];
    },
  };
}

/** "./index.json" and "index.json" are one. Undefined: the path is absolute, or climbs. */
export function insideName(name: string): string | undefined {
  if (name.startsWith('/')) return undefined;
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  return parts.includes('..') ? undefined : parts.join('/');
}

/** "a/../b" → "b", as docker save links a layer that is there already. Undefined: it leads out. */
function climbed(parts: readonly string[]): string | undefined {
  const inside: string[] = [];
  for (const part of parts) {
    if (part === '' || part === '.') continue;
    if (part !== '..') inside.push(part);
    else if (inside.pop() === undefined) return undefined;
  }
  return inside.join('/');
}

import type { Look, Mended, Want } from './want.ts';

/** A remedy that is asked for, and whose declarations its container inherits. */
export interface Asked {
  readonly file: string;
  readonly look: Look;
  readonly want: Want;
  /** Ids of containers. */
  readonly bases: readonly string[];
}

/** A remedy that waits: the same measure is mended at a base of its container, which may be enough. */
export interface Waiting {
  readonly file: string;
  readonly want: Want;
  /** What the base is given. */
  readonly base: Mended;
}

/** Every remedy of the looks, those of a base before those of its heirs. */
export function basesFirst(looks: ReadonlyMap<string, Look>): readonly Asked[] {
  const of = new Map<string, Asked[]>();
  for (const [file, look] of looks) {
    for (const want of look.wants) {
      const { id } = want.container;
      const own = of.get(id) ?? [];
      const bases = own[0]?.bases ?? look.writer?.bases?.(want.container, look.context) ?? [];
      own.push({ file, look, want, bases });
      of.set(id, own);
    }
  }
  const ordered: Asked[] = [];
  const seen = new Set<string>();
  const open = [...of.keys()].reverse();
  // Depth first without recursion: a container comes when its bases are done; a circle is cut where it closes.
  for (let id = open.at(-1); id !== undefined; id = open.at(-1)) {
    const own = of.get(id) ?? [];
    const before = seen.has(id) ? [] : (own[0]?.bases ?? []).filter((base) => !seen.has(base) && of.has(base));
    seen.add(id);
    if (before.length > 0) open.push(...before);
    else {
      open.pop();
      ordered.push(...own);
      of.delete(id);
    }
  }
  return ordered;
}

/** What one measure of one container is known by. */
export const measureOf = (container: string, { finding }: Want): string => `${container}\n${finding.control}`;

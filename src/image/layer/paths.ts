/** A set of paths that keeps 8 bytes of each, however long: a layer may have a million. Two paths are taken for one once in 2^53. */
export interface PathSet {
  add(path: string): void;
  has(path: string): boolean;
  /** What is kept of them, in order: plain data, of which pathSet makes the same set again. */
  kept(): Float64Array<ArrayBuffer>;
}

/** `kept`: of another, which must not be changed any more. */
export function pathSet(kept?: Float64Array<ArrayBuffer>): PathSet {
  let hashes = kept ?? new Float64Array(64);
  let size = kept?.length ?? 0;
  let sorted = true;
  const sort = (): void => {
    if (!sorted) hashes.subarray(0, size).sort();
    sorted = true;
  };
  return {
    kept() {
      sort();
      return hashes.slice(0, size);
    },
    add(path) {
      if (size === hashes.length) {
        const wider = new Float64Array(Math.max(64, size * 2));
        wider.set(hashes);
        hashes = wider;
      }
      hashes[size++] = hashOf(path);
      sorted = false;
    },
    has(path) {
      sort();
      const wanted = hashOf(path);
      let low = 0;
      let high = size;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((hashes[middle] as number) < wanted) low = middle + 1;
        else high = middle;
      }
      return low < size && hashes[low] === wanted;
    },
  };
}

/** FNV-1a twice, from two beginnings: 53 bits. */
function hashOf(path: string): number {
  let one = 0x811c9dc5;
  let two = 0x9747b28c;
  for (let at = 0; at < path.length; at++) {
    const unit = path.charCodeAt(at);
    one = Math.imul(one ^ unit, 0x01000193);
    two = (Math.imul(two ^ unit, 0x85ebca6b) + at) | 0;
  }
  return (one >>> 0) * 2 ** 21 + ((two >>> 0) & 0x1fffff);
}

/** "./usr/x", "/usr/x" and "usr//x" are one. `outside`: it climbs; engines refuse such a path or keep it inside, and so is it named here. */
export function insideLayer(name: string): { readonly path: string; readonly outside: boolean } {
  if (!/^\.{0,2}\/|\/\/|\/\.{1,2}(?:\/|$)|^\.{1,2}$|\/$/.test(name)) return { path: name, outside: false };
  const parts: string[] = [];
  let outside = false;
  for (const part of name.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) outside = true;
  }
  return { path: parts.join('/'), outside };
}

/** "a/b/c" → "a/b", "a". */
export function* foldersOf(path: string): Generator<string> {
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) yield path.slice(0, at);
}

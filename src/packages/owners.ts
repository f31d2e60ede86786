import type { LayerFact } from '../model/index.ts';

/**
 * Which package of the distribution brought a file? Undefined: none, or another file was put over it since. `brought`: the index of the layer that brought what
 * lies there now. A record that was written before that cannot speak of it.
 */
export function ownersOf(
  facts: readonly { readonly fact: LayerFact; readonly index: number }[],
): (path: string, brought: number) => string | undefined {
  const owners = new Map<string, { readonly owner: string; readonly index: number }>();
  for (const { fact, index } of facts) {
    if (fact.kind === 'owned') for (const file of fact.files) owners.set(merged(file), { owner: fact.owner, index });
  }
  return (path, brought) => {
    const found = owners.get(merged(path));
    return found === undefined || found.index < brought ? undefined : found.owner;
  };
}

/** Packages may still say /bin/x where /bin is a link to /usr/bin (Debian 12 and others, "merged /usr"). */
const merged = (path: string): string => (/^(?:s?bin|lib(?:32|64|x32)?)\//.test(path) ? `usr/${path}` : path);

import type { ImageAccounts, LayerFact } from '../../model/index.ts';
import { fateOf } from '../layer/fate.ts';
import type { LayerContents } from '../layer/read.ts';

type Accounts = Extract<LayerFact, { readonly kind: 'accounts' }>;

/** The users and groups that are there when a container starts. `undefined`: a layer that was not read, which may have brought others. */
export function survivingAccounts(layers: readonly (LayerContents | undefined)[]): ImageAccounts {
  if (layers.length === 0 || layers.includes(undefined)) return {};
  const users = there('etc/passwd', layers, ({ users }) => users);
  const groups = there('etc/group', layers, ({ groups }) => groups);
  return { ...(users === undefined ? {} : { users }), ...(groups === undefined ? {} : { groups }) };
}

function there<T>(
  path: string,
  layers: readonly (LayerContents | undefined)[],
  of: (fact: Accounts) => readonly T[] | undefined,
): readonly T[] | undefined {
  let found: readonly T[] | undefined = [];
  for (const [index, layer] of layers.entries()) {
    const isThere = (name: string): boolean => fateOf(name, index, layers) === undefined;
    const facts = (layer?.facts ?? []).filter((fact) => fact.kind === 'accounts');
    // Where the folder is a link, what is in it is elsewhere.
    if (facts.some((fact) => fact.path === 'etc') && isThere('etc')) return undefined;
    if (layer?.files.has(path) !== true || !isThere(path)) continue;
    const fact = facts.findLast((one) => one.path === path);
    found = fact === undefined ? undefined : of(fact);
  }
  return found;
}

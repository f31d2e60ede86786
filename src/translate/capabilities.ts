import { allCapabilities } from '../facts/capabilities.ts';
import {
  byDefault,
  type Capabilities,
  type Container,
  type Engine,
  type Entries,
  isRootUser,
  isUnknown,
  knownValue,
} from '../model/index.ts';
import type { Resolve } from './resolve.ts';

type Add = readonly string[];

/**
 * What must be dropped and added on the target engine so that the bounding set is that of the source, in as few words as the author's own allow.
 *
 * Podman hands what is added by name to a user other than root as well (podman 5.8 pkg/specgen/generate/security_linux.go), where Docker's default gives him
 * nothing: for such a user, and one who is not known, only what the author named is added.
 */
export function capabilitiesFor(
  asked: Container,
  want: Container,
  engine: Engine,
  resolve: Resolve,
  stricter: boolean,
): Capabilities | undefined {
  const own = asked.process.capabilities;
  const wanted = namesOf(want.process.capabilities?.bounding);
  const got = namesOf(resolve(asked, engine).process.capabilities?.bounding);
  if (wanted === undefined || knownValue(asked.privileged) || (got !== undefined && same(wanted, got))) return own;
  const bare = namesOf(resolve(without(asked), engine).process.capabilities?.bounding) ?? [];
  const from = `as ${engineWords[want.engine]} gives it`;
  const named = new Set((own?.add ?? []).map(knownValue));
  const all = own?.drop?.some((entry) => knownValue(entry) === 'ALL') ?? false;
  const missing = wanted.filter((name) => (all || !bare.includes(name)) && (named.has(name) || mayAdd()));
  const extra = all ? ['ALL'] : bare.filter((name) => !wanted.includes(name));
  const entry = entryOf(own, from);
  const everything = wanted.length === allCapabilities.length && named.has('ALL');
  const add = everything ? ['ALL'] : missing;
  const written = (own?.drop ?? []).map(knownValue).filter((name) => name !== undefined && !wanted.includes(name));
  const drop = all ? ['ALL'] : [...new Set([...written, ...extra])].filter((name): name is string => name !== undefined);
  return {
    ...(drop.length > 0 ? { drop: drop.map((name) => entry('drop', name)) } : {}),
    ...(add.length > 0 ? { add: add.map((name) => entry('add', name)) } : {}),
  };

  function mayAdd(): boolean {
    const user = knownValue(want.process.user);
    return !stricter && (engine.kind !== 'podman' || (user !== undefined && isRootUser(user)));
  }
}

const engineWords = { docker: 'Docker', podman: 'Podman', kubernetes: 'Kubernetes', oci: 'the bundle' } as const;

/** The author's own entry where there is one, so that it keeps its place. */
const entryOf = (own: Capabilities | undefined, from: string) => (list: 'add' | 'drop', name: string) =>
  own?.[list]?.find((entry) => knownValue(entry) === name) ?? byDefault(name, from);

function without(container: Container): Container {
  const { capabilities: _, ...process } = container.process;
  return { ...container, process };
}

/** Undefined: not known. */
function namesOf(entries: Entries<string> | undefined): Add | undefined {
  if (entries === undefined || entries.some(isUnknown)) return undefined;
  return entries.map(knownValue).filter((name) => name !== undefined);
}

const same = (a: Add, b: Add): boolean => a.length === b.length && a.every((name) => b.includes(name));

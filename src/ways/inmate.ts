import { dangerousCapabilities } from '../facts/capabilities.ts';
import { type Container, type Field, isKnown, isRootUser, isUnknown, knownValue } from '../model/index.ts';
import type { Scene } from './scene.ts';
import { type TrialName, type Tried, triedOf } from './tried.ts';

/**
 * Is whoever takes over the program root inside? `later`: the program starts as root and becomes an ordinary user by itself.
 */
export type RootInside = 'yes' | 'no' | 'later' | 'unknown';

/** A container as every step looks at it; made once. */
export interface Inmate {
  readonly scene: Scene;
  readonly container: Container;
  readonly root: RootInside;
  readonly rootless: boolean;
  /** The bounding set: what root inside may use. `doubt`: an entry that could not be resolved. */
  readonly bounding: ReadonlyMap<string, Field<string>>;
  readonly doubt?: Field<string>;
  /** What an ordinary user has in use from the start. */
  readonly ambient: ReadonlyMap<string, Field<string>>;
  readonly tried: (wanted: Parameters<typeof triedOf>[1]) => Tried | undefined;
}

export function inmateOf(scene: Scene): Inmate {
  const { container, evidence } = scene;
  const { capabilities } = container.process;
  const tried = (wanted: Parameters<typeof triedOf>[1]): Tried | undefined => triedOf(evidence, wanted);
  const root = rootInside(container, tried);
  const doubt = capabilities?.bounding?.find(isUnknown);
  return {
    scene,
    container,
    root,
    rootless: scene.rootless ?? saysRootless(container),
    bounding: named(capabilities?.bounding),
    ...(doubt === undefined ? {} : { doubt }),
    ambient: root === 'no' && !startsAsRoot(container) ? named(capabilities?.effective) : new Map(),
    tried,
  };
}

const named = (entries: readonly Field<string>[] | undefined): ReadonlyMap<string, Field<string>> =>
  new Map((entries ?? []).filter(isKnown).map((entry) => [entry.value, entry]));

/** What root would hold says nothing of another. */
const startsAsRoot = ({ process }: Container): boolean => isKnown(process.user) && isRootUser(process.user.value);

/** The effective view keeps who runs it in the words of its defaults (engines/known engineName); this one nobody can declare. */
const saysRootless = ({ linux }: Container): boolean => {
  const { mount } = linux.namespaces;
  return mount?.state === 'default' && / rootless\b/.test(mount.from);
};

function rootInside({ engine, process }: Container, tried: (name: TrialName) => Tried | undefined): RootInside {
  const seen = tried('root');
  if (seen !== undefined) return seen.outcome === 'open' ? 'yes' : 'no';
  const { user, runAsNonRoot } = process;
  if (engine === 'kubernetes' && knownValue(runAsNonRoot) === true) return 'no';
  if (!isKnown(user)) return 'unknown';
  if (!isRootUser(user.value)) return 'no';
  return user.state === 'default' && /\bsteps? down\b/.test(user.from) ? 'later' : 'yes';
}

/** Which measure takes a capability away: that against what reaches the host, or that against what every container is given. */
export function capabilityControl(which: string): string {
  if (dangerousCapabilities.has(which)) return 'dangerous-capabilities';
  return which === 'CAP_NET_RAW' ? 'net-raw' : 'capabilities-dropped';
}

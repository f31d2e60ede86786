import { type Container, Unreadable } from '../../../model/index.ts';
import { type BundleParts, bundleConfig, type Delegated } from '../../../run/index.ts';
import type { Plan } from '../plan.ts';
import { numbered } from '../store-disk.ts';
import { type Asked, lastOf } from './asked.ts';
import type { Rooted } from './bundle.ts';
import { isRoot } from './ids.ts';
import { absolute, argsOf, variables } from './parts.ts';
import type { NumberedUser } from './root-users.ts';
import { withTmpfsForVolumes } from './volumes.ts';

/** What is known by the time that the configuration is written. */
interface Known {
  readonly rooted: Rooted;
  readonly plan: Plan;
  readonly user: NumberedUser;
  readonly terminal: boolean;
  /** The control groups of a caller who is not root, where he has some. */
  readonly delegated: Delegated | undefined;
}

export interface Configured {
  /** What the configuration says, as a container. */
  readonly container: Container;
  /** The configuration with these mounts behind its own. `root`: of a copy of the root file system. */
  readonly config: (mounts: readonly object[], root?: string) => object;
  /** What is to be told, one line each. */
  readonly lines: readonly string[];
}

/** Throws Unreadable for what a runtime alone cannot be told. */
export function configured(asked: Asked, { rooted, plan, user, terminal, delegated }: Known): Configured {
  const { built, ids } = rooted;
  const { effective } = plan;
  const parts: Omit<BundleParts, 'root' | 'mounts'> = {
    ...{ args: wordsOf(asked, rooted, effective), env: variables(effective, built, terminal), user, terminal, beside: rooted.beside },
    ...(plan.profile === undefined ? {} : { seccomp: plan.profile }),
    ...(ids.map === undefined ? {} : { ids: ids.map }),
    ...(isRoot() ? {} : { limits: delegated ?? 'none' }),
  };
  const kept = withTmpfsForVolumes(effective, built, user);
  const container = numbered({ ...kept.container, mounts: kept.container.mounts.map(absolute) });
  return {
    container,
    config: (mounts, root = rooted.root) => bundleConfig(container, { ...parts, root, mounts }),
    lines: kept.lines,
  };
}

/** As with engines: words behind the image stand in the place of its own, and another entry point in the place of both. */
function wordsOf(asked: Asked, { built, entrypoint }: Rooted, effective: Container): readonly string[] {
  const own = asked.words.length > 0 ? [...entrypoint, ...asked.words] : argsOf(built);
  const args = lastOf(asked, 'entrypoint') === undefined ? own : argsOf(effective);
  if (args.length === 0) throw new Unreadable('it names no program: say one behind it');
  return args;
}

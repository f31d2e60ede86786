import { controls } from '../../../controls/index.ts';
import { defaultEngine } from '../../../engines/index.ts';
import { fileContext } from '../../../host/context.ts';
import { judge } from '../../../judge.ts';
import { type Disk, notHere } from '../../../run/index.ts';
import { readerOf, surfaceById } from '../../declare.ts';
import { settle } from '../../settle.ts';
import type { Program } from '../engine.ts';
import type { Plan } from '../plan.ts';
import { isRoot } from './ids.ts';

/** What the caller's control groups would limit. */
const limits: ReadonlySet<string> = new Set(['memory-limit', 'cpu-limit', 'pids-limit']);

export interface Start {
  readonly plan: Plan;
  readonly disk: Disk;
  readonly program: Program;
  /** Nobody but root of the container is mapped. */
  readonly single: boolean;
}

/** What the configuration itself, read back, leaves off though nobody asked for that, one line each. */
export async function leftOff(config: object, { plan: { weakened }, disk, program, single }: Start): Promise<readonly string[]> {
  const reader = await readerOf(surfaceById('oci-bundle'));
  const [container] = reader.read({ path: 'config.json', text: JSON.stringify(config) }, fileContext()).containers;
  if (container === undefined) return [];
  const effective = (await settle(container, defaultEngine('oci'), fileContext())).container;
  const line = notHere(effective, controls, weakened.controls, disk, false);
  const unlimited = judge(effective, controls).flatMap(({ control, verdict }) =>
    verdict.outcome === 'broken' && limits.has(control.id) && !weakened.controls.has(control.id) ? [control.id] : [],
  );
  return [line, isRoot() ? undefined : limitless(unlimited), groupsKept(program, single)].filter((text) => text !== undefined);
}

const limitless = (ids: readonly string[]): string | undefined =>
  ids.length === 0
    ? undefined
    : `cannot be on here: ${[...new Set(ids)].join(', ')}: no control group is yours to make one in: systemd-run --user --scope -p Delegate=yes gives one`;

/**
 * Groups that the caller is in beside his own. A namespace that one id is mapped to may not take them away (user_namespaces(7), setgroups), and runc does not
 * (runc 1.1 libcontainer/init_linux.go setupUser); inside they are nobody's, and still let in where their files are mounted.
 */
function groupsKept({ kind }: Program, single: boolean): string | undefined {
  if (isRoot() || (kind === 'crun' && !single)) return undefined;
  const others = (process.getgroups?.() ?? []).filter((gid) => gid !== process.getegid?.());
  if (others.length === 0) return undefined;
  return `cannot be on here: your groups ${others.join(', ')} stay those of the container, which counts where it has files or sockets of theirs mounted: only crun, with a range of ids of your own, takes them away`;
}

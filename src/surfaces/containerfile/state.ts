import type { EnvVar, Field, GroupId, Healthcheck, Mount, Port, UserId } from '../../model/index.ts';
import type { Stage } from './stages.ts';
import type { Variable } from './variable.ts';

/** What a stage's image configuration holds so far. Maps hold only what the stage itself adds; `base` has the rest. */
export interface State {
  readonly stage: Stage;
  readonly base: State | undefined;
  readonly variables: Map<string, Variable>;
  readonly env: Map<string, EnvVar>;
  /** By port and protocol. */
  readonly ports: Map<string, Port>;
  /** By destination. */
  readonly volumes: Map<string, Mount>;
  user?: Field<UserId> | undefined;
  group?: Field<GroupId> | undefined;
  cwd?: Field<string> | undefined;
  shell?: readonly string[] | undefined;
  entrypoint?: Field<readonly string[]> | undefined;
  cmd?: Field<readonly string[]> | undefined;
  /** CMD stands in this very stage: an ENTRYPOINT leaves it alone. */
  ownCmd: boolean;
  healthcheck?: Field<Healthcheck> | undefined;
}

/** A stage's state as it starts: everything that its base stage ended with. */
export function startOf(stage: Stage, base: State | undefined): State {
  const own = { stage, base, variables: new Map(), env: new Map(), ports: new Map(), volumes: new Map(), ownCmd: false };
  if (base === undefined) return own;
  const { user, group, cwd, shell, entrypoint, cmd, healthcheck } = base;
  return { ...own, user, group, cwd, shell, entrypoint, cmd, healthcheck };
}

/** The whole of one of the maps: the base's entries first, each later one in place of an earlier of the same key. */
export function allOf<T>(state: State, of: (state: State) => ReadonlyMap<string, T>): T[] {
  const chain: State[] = [];
  for (let at: State | undefined = state; at !== undefined; at = at.base) chain.push(at);
  const all = new Map<string, T>();
  for (const each of chain.reverse()) for (const [key, value] of of(each)) all.set(key, value);
  return [...all.values()];
}

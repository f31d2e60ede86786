import { type Container, type Field, isKnown, written } from '../../model/index.ts';
import { originOf } from './joined.ts';
import { osOf } from './os.ts';
import type { Outcome } from './run-stages.ts';
import { externalBase } from './stages.ts';
import { allOf, type State } from './state.ts';

/** What the target's image carries, as a declared container. */
export function containerOf({ state, steps, secrets }: Outcome, path: string, name: string): Container {
  const { stage } = state;
  const { reference } = externalBase(stage);
  const origin = originOf(stage.from.joined, stage.from.span);
  const os = osOf(stage);
  const args = argsOf(state);
  return {
    id: `${path}#${name}`,
    name,
    kind: 'image',
    surface: 'containerfile',
    engine: 'docker',
    origin,
    ...(os === undefined ? {} : { os }),
    image: { reference, build: { origin, args: [], secrets, steps } },
    process: {
      ...(state.user === undefined ? {} : { user: state.user }),
      ...(state.group === undefined ? {} : { group: state.group }),
      ...(args === undefined ? {} : { args }),
      ...(state.cwd === undefined ? {} : { cwd: state.cwd }),
      env: allOf(state, (each) => each.env),
      rlimits: [],
    },
    root: {},
    mounts: allOf(state, (each) => each.volumes),
    linux: { namespaces: {}, resources: {}, sysctl: [] },
    ports: allOf(state, (each) => each.ports),
    secrets: [],
    ...(state.healthcheck === undefined ? {} : { healthcheck: state.healthcheck }),
  };
}

/** ENTRYPOINT and then CMD, as far as this file writes them. */
function argsOf({ entrypoint, cmd }: State): Field<readonly string[]> | undefined {
  if (entrypoint === undefined || cmd === undefined) return entrypoint ?? cmd;
  if (!isKnown(entrypoint) || !isKnown(cmd) || entrypoint.state !== 'written') return entrypoint;
  return written([...entrypoint.value, ...cmd.value], entrypoint.origin);
}

import { type Container, type Entries, type Field, knownValue } from '../model/index.ts';
import type { Draft } from './draft.ts';
import { portsOf } from './effects/ports.ts';

type Parts = Omit<Container, 'id' | 'name' | 'kind' | 'surface' | 'engine' | 'origin' | 'image'>;

/** What the options came to. `args`: the words of the container's program, entry point included, where they are said. */
export function partsOf(draft: Draft, args: Field<readonly string[]> | undefined): Parts {
  const { whole, lists } = draft;
  const capabilities = { ...optional('add', filled(lists.capAdd)), ...optional('drop', filled(lists.capDrop)) };
  return {
    ...whole,
    process: {
      ...draft.process,
      ...optional('additionalGroups', filled(lists.groups)),
      ...(Object.keys(capabilities).length === 0 ? {} : { capabilities }),
      ...optional('args', args),
      ...optional('entrypointWords', knownValue(draft.said.entrypoint)?.length),
      env: [...lists.env.values()],
      rlimits: [...lists.rlimits.values()],
    },
    root: draft.root,
    mounts: lists.mounts,
    linux: {
      ...draft.linux,
      namespaces: draft.namespaces,
      ...optional('devices', filled(lists.devices)),
      ...optional('mask', filled(lists.mask)),
      ...optional('unmask', filled(lists.unmask)),
      resources: resourcesOf(draft),
      sysctl: [...lists.sysctl.values()],
    },
    ports: portsOf(draft),
    ...optional('networks', filled(lists.networks)),
    secrets: lists.secrets,
  };
}

function resourcesOf({ memory, cpu, limits: { pids, weight }, lists }: Draft): Container['linux']['resources'] {
  const blockIO = { ...optional('weight', weight), ...optional('throttle', filled(lists.throttle)) };
  return {
    ...(Object.keys(memory).length === 0 ? {} : { memory }),
    ...(Object.keys(cpu).length === 0 ? {} : { cpu }),
    ...(pids === undefined ? {} : { pids: { limit: pids } }),
    ...(Object.keys(blockIO).length === 0 ? {} : { blockIO }),
  };
}

/** Absent rather than empty: nothing was written. */
const filled = <T>(entries: Entries<T>): Entries<T> | undefined => (entries.length === 0 ? undefined : entries);

const optional = <K extends string, T>(key: K, value: T | undefined): { [P in K]?: T } =>
  value === undefined ? {} : ({ [key]: value } as { [P in K]: T });

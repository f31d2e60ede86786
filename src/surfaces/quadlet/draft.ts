import {
  type Container,
  type Entries,
  type EnvVar,
  type Field,
  type Linux,
  type Mount,
  type Namespaces,
  type Origin,
  type Port,
  type Process,
  type Resources,
  type Rlimit,
  type SecretUse,
  type Sysctl,
  unknown,
  written,
} from '../../model/index.ts';
import { reasonFor } from '../../text/shell/holes.ts';
import { problem, type Reading } from './reading.ts';
import type { QuadletUnit } from './unit.ts';

type Open<T> = { -readonly [K in keyof T]: T[K] };

/** One option of `podman run`, said by a key or by PodmanArgs=. A switch has the value "true" unless another one is written. */
export interface Option {
  /** Without dashes: "cap-drop". */
  readonly flag: string;
  /** As the author wrote it: "DropCapability=" or "--cap-drop". */
  readonly name: string;
  /** With holes for what only systemd knows. */
  readonly value: string;
  readonly origin: Origin;
}

/** A container in the making: each option puts its part in. */
export interface Draft {
  readonly reading: Reading;
  /** The unit that the option now applied comes from: relative paths start at it. */
  readonly unit: QuadletUnit;
  readonly whole: Open<Pick<Container, 'group' | 'os' | 'hostname' | 'privileged' | 'healthcheck' | 'runtime'>>;
  readonly root: Open<Container['root']>;
  readonly process: Open<Omit<Process, 'env' | 'rlimits' | 'capabilities' | 'additionalGroups'>>;
  readonly namespaces: Open<Namespaces>;
  readonly linux: Open<Omit<Linux, 'namespaces' | 'resources' | 'sysctl'>>;
  readonly memory: Open<NonNullable<Resources['memory']>>;
  readonly cpu: Open<NonNullable<Resources['cpu']>>;
  readonly limits: { pids?: Field<number>; weight?: Field<number> };
  readonly program: { entrypoint?: Field<readonly string[]>; publishAll?: Origin; share?: readonly string[] };
  readonly lists: Lists;
}

/** What several options add to. Where a name stands twice the last one counts. */
interface Lists {
  readonly env: Map<string, EnvVar>;
  readonly mounts: Mount[];
  readonly ports: Port[];
  readonly secrets: SecretUse[];
  readonly rlimits: Map<string, Rlimit>;
  readonly sysctl: Map<string, Sysctl>;
  readonly networks: Field<string>[];
  readonly groups: NonNullable<Process['additionalGroups']>[number][];
  readonly capAdd: Field<string>[];
  readonly capDrop: Field<string>[];
  readonly devices: NonNullable<Linux['devices']>[number][];
  readonly unmask: Field<string>[];
  readonly mask: Field<string>[];
  readonly throttle: Field<string>[];
}

/** What an option does to the container. */
export type Effect = (draft: Draft, option: Option) => void;

export const newDraft = (reading: Reading, unit: QuadletUnit): Draft => ({
  reading,
  unit,
  whole: {},
  root: {},
  process: {},
  namespaces: {},
  linux: {},
  memory: {},
  cpu: {},
  limits: {},
  program: {},
  lists: {
    env: new Map(),
    mounts: [],
    ports: [],
    secrets: [],
    rlimits: new Map(),
    sysctl: new Map(),
    networks: [],
    groups: [],
    capAdd: [],
    capDrop: [],
    devices: [],
    unmask: [],
    mask: [],
    throttle: [],
  },
});

/** A problem at the option's place; the message never holds the option's value. */
export const notRead = ({ reading }: Draft, { origin }: Pick<Option, 'origin'>, message: string): void => problem(reading, origin, message);

/** A text as a field: unknown where something in it is filled in later. */
export function textField(text: string, origin: Origin): Field<string> {
  const reason = reasonFor(text);
  return reason === undefined ? written(text, origin) : unknown(reason, origin);
}

/** A text read as something else; undefined, with a problem, where Podman does not take it. */
export function readField<T>(draft: Draft, option: Option, text: string, read: (text: string) => T | undefined): Field<T> | undefined {
  const reason = reasonFor(text);
  if (reason !== undefined) return unknown(reason, option.origin);
  const value = read(text);
  if (value !== undefined) return written(value, option.origin);
  notRead(draft, option, `${option.name} has a value that Podman does not take; it was not read`);
  return undefined;
}

/** Absent rather than empty: nothing was written. */
export const filled = <T>(entries: Entries<T>): Entries<T> | undefined => (entries.length === 0 ? undefined : entries);

import {
  type Container,
  type DeviceRate,
  type EngineKind,
  type EnvVar,
  type Field,
  type Linux,
  type Mount,
  type Namespaces,
  type Origin,
  type Port,
  type Process,
  type ReadContext,
  type Resources,
  type Rlimit,
  type SecretUse,
  type Source,
  type Sysctl,
  unknown,
  written,
} from '../model/index.ts';
import { reasonFor } from '../text/shell/index.ts';

type Open<T> = { -readonly [K in keyof T]: T[K] };

/** An option as it was given, its value with holes. A switch has the value "true" unless another one was written. */
export interface Option {
  /** As its author wrote it: "--cap-drop", or "DropCapability=" of a unit. */
  readonly name: string;
  readonly value: string;
  readonly origin: Origin;
}

/** What a mount says of itself beside its place in the container. */
export type MountSource = Pick<Mount, 'type' | 'source' | 'readonly' | 'propagation' | 'options' | 'size'>;

/** What the surface knows around the options. */
export interface Around {
  readonly engine: EngineKind;
  /** The text that the options stand in: relative paths start at it. */
  readonly source: Source;
  readonly context: ReadContext;
  /** Adds a problem about an option: what is wrong and the way out, on one line, without the option's value. */
  readonly problem: (at: Origin, message: string) => void;
  /** A volume that is declared beside the container; undefined: it is only a name. */
  readonly volume?: (option: Option, name: string) => MountSource | undefined;
}

/** A container in the making: each option puts its part in. */
export interface Draft extends Around {
  readonly whole: Open<Pick<Container, 'group' | 'os' | 'hostname' | 'privileged' | 'healthcheck' | 'runtime'>>;
  readonly root: Open<Container['root']>;
  readonly process: Open<Omit<Process, 'env' | 'rlimits' | 'capabilities' | 'additionalGroups'>>;
  readonly namespaces: Open<Namespaces>;
  readonly linux: Open<Omit<Linux, 'namespaces' | 'resources' | 'sysctl'>>;
  readonly memory: Open<NonNullable<Resources['memory']>>;
  readonly cpu: Open<NonNullable<Resources['cpu']>>;
  readonly limits: { pids?: Field<number>; weight?: Field<number> };
  readonly said: Said;
  readonly lists: Lists;
}

interface Said {
  name?: string;
  entrypoint?: Field<readonly string[]>;
  /** Podman: the word after the options is a folder, not an image. */
  rootfs?: boolean;
  publishAll?: Origin;
  /** The namespaces that the containers of a pod have in common. */
  share?: readonly string[];
}

/** What several options add to, in the order in which they are given. Where a name stands twice the last one counts. */
interface Lists {
  readonly env: Map<string, EnvVar>;
  /** Names in `env` that a file gave: whatever is said outside of files takes their place. */
  readonly fromFiles: Set<string>;
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
  readonly throttle: Field<DeviceRate>[];
}

/** What an option does to the container. */
export type Effect = (draft: Draft, option: Option) => void;

export function newDraft(around: Around): Draft {
  return {
    ...around,
    whole: {},
    root: {},
    process: {},
    namespaces: {},
    linux: {},
    memory: {},
    cpu: {},
    limits: {},
    said: {},
    lists: {
      env: new Map(),
      fromFiles: new Set(),
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
  };
}

/** A text as a field: unknown where something in it could not be resolved. */
export function textField(text: string, origin: Origin): Field<string> {
  const reason = reasonFor(text);
  return reason === undefined ? written(text, origin) : unknown(reason, origin);
}

/** A text read as something else; undefined, with a problem, where it is not of the form that the engine takes. */
export function readField<T>(draft: Draft, option: Option, text: string, read: (text: string) => T | undefined): Field<T> | undefined {
  const reason = reasonFor(text);
  if (reason !== undefined) return unknown(reason, option.origin);
  const value = read(text);
  if (value !== undefined) return written(value, option.origin);
  draft.problem(option.origin, `${option.name} has a value that ${engineName(draft)} does not take; it was not read`);
  return undefined;
}

export const engineName = ({ engine }: Around): string => (engine === 'podman' ? 'Podman' : 'Docker');

/** A text of which no part is known stands for what the author wrote there: "$NAME", "%i". */
export const comesFrom = (text: string): string | undefined => reasonFor(text)?.split(' ', 1)[0];

import { type Attempt, attemptsFor, type Subject } from '../probes/index.ts';

/** A kind of attempt that `prove` decides a control by, in words: PATH, NAME and N stand for what the container has. */
export interface Trial extends Pick<Attempt, 'call' | 'mild' | 'weighs'> {
  readonly control: string;
  /** As a clause after "it could": "make a new user namespace". */
  readonly tries: string;
}

/** A container that gives reason for every attempt. */
const everything: Subject = {
  self: '/probe',
  maskedPaths: ['PATH'],
  readonlyPaths: ['PATH'],
  tmpfs: [{ path: 'PATH', options: [], size: 1 }],
  readonlyMounts: ['PATH'],
  sockets: ['PATH'],
  devices: ['PATH'],
  secrets: ['NAME'],
  askedCapabilities: [],
  memoryIsLimited: true,
  memory: 1,
  pids: 1,
  cpus: 1,
  openFiles: 1,
  ownProcesses: true,
  hostPaths: [{ path: 'PATH', source: 'PATH' }],
  secretFiles: [{ path: 'PATH', name: 'NAME' }],
  sysctls: [{ name: 'NAME', value: 'VALUE', effect: 'EFFECT' }],
  bridged: true,
  beside: {
    boot: '0'.repeat(36),
    namespaces: {},
    mountGroups: [],
    defaultBridge: '172.17.0.1',
    root: true,
    alone: true,
    listeners: ['127.0.0.1', '172.17.0.1'].map((address) => ({ address, port: 1, word: 'WORD' })),
  },
};

/** Every kind of attempt on x86-64, from the tables that `prove` itself goes through; one path or number of each kind is enough. */
export function allTrials(): readonly Trial[] {
  const kinds = new Map<string, Trial>();
  for (const { id, control, tries, call, mild, weighs } of attemptsFor(everything, 'x64')) {
    const kind = `${control} ${id.split(':')[0]}`;
    if (kinds.has(kind)) continue;
    kinds.set(kind, {
      control,
      tries: tries.replaceAll('more than 1 ', 'more than N '),
      call,
      ...(mild === undefined ? {} : { mild }),
      ...(weighs === undefined ? {} : { weighs }),
    });
  }
  return [...kinds.values()];
}

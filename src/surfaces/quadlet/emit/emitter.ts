import {
  type Container,
  type Emission,
  type EmitRequest,
  type EmittedFile,
  type Emitter,
  knownValue,
  type TranslationNote,
} from '../../../model/index.ts';
import { saidOf } from '../../../text/emit/index.ts';
import { type Entry, entriesOf, systemdVariables, unitText, word } from './entries.ts';

/** A .container unit for each container, and a .network unit for each network that they share. */
export const emitter: Emitter = { emit };

function emit({ containers }: EmitRequest): Emission {
  const files = new Map(containers.map((container) => [container.id, `${container.name}.container`]));
  const units = containers.map((container): EmittedFile => ({ name: files.get(container.id) ?? '', text: unitOf(container, containers) }));
  return {
    files: [
      ...units,
      ...networks(containers).map((name) => ({ name: `${name}.network`, text: `[Network]\nNetworkName=${unitText(name)}\n` })),
    ],
    notes: containers.flatMap((container, at) => [...notesOf(container), ...variableNotes(container, units[at]?.text ?? '')]),
    names: new Map(containers.map(({ id, name }) => [id, name])),
  };
}

const builtin = new Set(['bridge', 'default', 'host', 'none', 'podman']);

const networks = (containers: readonly Container[]): string[] =>
  [
    ...new Set(containers.flatMap(({ networks }) => (networks ?? []).map(knownValue)).filter((name) => name !== undefined && isOwn(name))),
  ] as string[];

/** A name that a unit file can have. */
const isOwn = (name: string): boolean => !builtin.has(name) && /^[\w][\w.-]*$/.test(name);

function unitOf(container: Container, all: readonly Container[]): string {
  const { image, process, beside = [] } = container;
  const waits = beside.flatMap(({ meaning, value }) => (meaning === 'depends-on' && value !== undefined ? [`${value}.service`] : []));
  const reference = saidOf(image.reference, (text) => text)?.text ?? `localhost/${container.name}`;
  const entries = entriesOf(container).map((entry) => joined(entry, container, all));
  const unit: Entry[] = [
    ['Description', unitText(container.name)],
    ...(waits.length === 0
      ? []
      : ([
          ['Requires', waits.join(' ')],
          ['After', waits.join(' ')],
        ] as const)),
  ];
  const own: Entry[] = [
    ['Image', unitText(image.reference?.state === 'unknown' ? (systemdVariables(reference) ?? reference) : reference)],
    ['ContainerName', unitText(container.name)],
    ...entries,
    ...program(process),
  ];
  return [
    section('Unit', unit),
    section('Container', own),
    ...serviceOf(container),
    section('Install', [['WantedBy', 'default.target']]),
  ].join('\n');
}

/** An init container is done when it has ended; others start again as they say. */
function serviceOf({ role, beside = [] }: Container): string[] {
  const restart = beside.find(({ meaning }) => meaning === 'restart')?.value;
  if (role === 'init')
    return [
      section('Service', [
        ['Type', 'oneshot'],
        ['RemainAfterExit', 'yes'],
      ]),
    ];
  if (restart === undefined || restart === 'no') return [];
  return [section('Service', [['Restart', restart.startsWith('on-failure') ? 'on-failure' : 'always']])];
}

const section = (name: string, entries: readonly Entry[]): string =>
  `[${name}]\n${entries.map(([key, value]) => `${key}=${value}\n`).join('')}`;

/** Units beside this one go by their file: then systemd starts them first. */
function joined([key, value]: Entry, { name }: Container, all: readonly Container[]): Entry {
  if (key !== 'Network') return [key, value];
  const other = /^container:(.+)$/.exec(value)?.[1];
  if (other !== undefined) return [key, all.some((container) => container.name === other && other !== name) ? `${other}.container` : value];
  return [key, isOwn(value) ? `${value}.network` : value];
}

function program({ args, entrypointWords = 0 }: Container['process']): Entry[] {
  const words = knownValue(args);
  if (words === undefined) return [];
  const entry = words.slice(0, entrypointWords);
  const rest = words.slice(entrypointWords);
  const [only = ''] = entry;
  const entrypoint = entry.length > 1 || only.startsWith('[') ? JSON.stringify(entry) : only;
  return [
    ...(entrypointWords === 0 ? [] : [['Entrypoint', unitText(entrypoint)] as const]),
    ...(rest.length === 0 ? [] : [['Exec', rest.map(word).join(' ')] as const]),
  ];
}

function notesOf({ id, image, name, beside = [] }: Container): TranslationNote[] {
  const { build, reference } = image;
  const unlessStopped = beside.find(({ meaning, value }) => meaning === 'restart' && value === 'unless-stopped');
  const notes: TranslationNote[] = [];
  if (build !== undefined && reference === undefined) {
    const context = knownValue(build.context) ?? '.';
    notes.push({
      kind: 'todo',
      container: id,
      path: 'image',
      origin: build.origin,
      message: `the image is built here: build it first, as in podman build -t localhost/${name} ${context}, or write a .build unit`,
    });
  }
  if (unlessStopped !== undefined)
    notes.push({
      kind: 'differs',
      container: id,
      path: 'beside',
      origin: unlessStopped.origin,
      message: 'restart unless-stopped is Restart=always: systemd starts it at boot even if it was stopped before',
    });
  return notes;
}

/** systemd fills variables in from the service's own environment, and from nowhere else. */
function variableNotes({ id }: Container, unit: string): TranslationNote[] {
  const names = [...new Set([...unit.matchAll(/(?<!\$)\$\{(\w+)\}/g)].map(([, name]) => name))];
  if (names.length === 0) return [];
  return [{ kind: 'todo', container: id, message: `give ${names.join(', ')} to the service, as with EnvironmentFile= in [Service]` }];
}

import {
  type Container,
  type Field,
  knownValue,
  type Problem,
  type ReadContext,
  type Source,
  unknown,
  written,
} from '../../model/index.ts';
import { positionAt, problemAt } from '../../text/lines.ts';
import { reasonFor } from '../../text/shell/index.ts';
import { portsOf } from './apply/ports.ts';
import { type Arg, span, usedAt } from './argument.ts';
import { besideOf } from './beside.ts';
import { type Draft, filled, newDraft, textField } from './draft.ts';
import { type Invocation, optionsOf } from './invocation.ts';

export interface Declared {
  /** Absent: the command makes no container (--help, no image). */
  readonly container?: Container;
  readonly problems: readonly Problem[];
}

/** The container that a command makes. `idOf` makes its name unique. */
export function declare(invocation: Invocation, source: Source, context: ReadContext, idOf: (name: string) => string): Declared {
  const { engine, command, globals } = invocation;
  const problems: Problem[] = [];
  const problem: Draft['problem'] = (at, message) => {
    problems.push(problemAt(at.source, at.start, message));
  };
  const { given, rest, incomplete, problems: unread } = optionsOf(invocation, source);
  if (given.some(({ flag }) => flag.name === 'help')) return { problems };
  for (const { at, message } of unread) problem(at, message);
  const draft = newDraft(engine, source, context, problem);
  for (const { flag, option } of [...globals, ...given]) flag.effect?.(draft, option);
  const [image, ...words] = rest;
  const origin = { source, ...usedAt(invocation.first, invocation.verb) };
  if (image === undefined && !incomplete) {
    problem(origin, `${command} names no image; it was not judged`);
    return { problems };
  }
  const container = assemble(draft, invocation, image, words, idOf);
  return { container: context.everything ? { ...container, beside: besideOf(given) } : container, problems };
}

function assemble(
  draft: Draft,
  invocation: Invocation,
  image: Arg | undefined,
  words: readonly Arg[],
  idOf: (name: string) => string,
): Container {
  const { source, whole, lists } = draft;
  const origin = { source, ...usedAt(invocation.first, invocation.verb) };
  const known = image === undefined || reasonFor(image.text) !== undefined ? undefined : image.text;
  const name = draft.name ?? known ?? `line ${positionAt(source, origin.start).line}`;
  const args = argsOf(draft, words);
  const capabilities = { ...optional('add', filled(lists.capAdd)), ...optional('drop', filled(lists.capDrop)) };
  return {
    id: idOf(name),
    name,
    kind: 'container',
    surface: 'run-command',
    engine: draft.engine,
    origin,
    ...whole,
    image: draft.rootfs ? {} : { reference: imageField(draft, image, origin) },
    process: {
      ...draft.process,
      ...optional('additionalGroups', filled(lists.groups)),
      ...(Object.keys(capabilities).length === 0 ? {} : { capabilities }),
      ...optional('args', args),
      ...optional('entrypointWords', knownValue(draft.entrypoint)?.length),
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

function imageField({ source }: Draft, image: Arg | undefined, origin: Container['origin']): Field<string> {
  if (image === undefined) return unknown('the image comes from a word that is not known before the command runs', origin);
  return textField(image.text, { source, ...image.own });
}

/** The entry point, where it is given, and the words after the image. */
function argsOf({ source, entrypoint }: Draft, words: readonly Arg[]): Field<readonly string[]> | undefined {
  const [first] = words;
  const last = words.at(-1);
  if (first === undefined || last === undefined) return entrypoint;
  const origin = { source, ...span(first, last) };
  if (entrypoint?.state === 'unknown') return entrypoint;
  const open = words.find(({ text }) => reasonFor(text) !== undefined);
  if (open !== undefined) return unknown(reasonFor(open.text) ?? '', { source, ...open.own });
  return written([...(entrypoint?.value ?? []), ...words.map(({ text }) => text)], origin);
}

function resourcesOf({ memory, cpu, pids, weight, lists }: Draft): Container['linux']['resources'] {
  const blockIO = { ...optional('weight', weight), ...optional('throttle', filled(lists.throttle)) };
  return {
    ...(Object.keys(memory).length === 0 ? {} : { memory }),
    ...(Object.keys(cpu).length === 0 ? {} : { cpu }),
    ...(pids === undefined ? {} : { pids: { limit: pids } }),
    ...(Object.keys(blockIO).length === 0 ? {} : { blockIO }),
  };
}

const optional = <K extends string, T>(key: K, value: T | undefined): { [P in K]?: T } =>
  value === undefined ? {} : ({ [key]: value } as { [P in K]: T });

import { type Container, type Emission, type EmitRequest, type Emitter, knownValue, type TranslationNote } from '../../../model/index.ts';
import { engineOptions, type Said, said, saidOf } from '../../../text/emit/index.ts';
import { command, shellWord } from './shell.ts';

type Engine = 'docker' | 'podman';

/** `docker run` or `podman run` for each container, in the order in which they can be started. */
export const emitter: Emitter = { emit };

function emit({ containers, engine: kind }: EmitRequest): Emission {
  const engine = kind === 'podman' ? 'podman' : 'docker';
  const blocks = [...networks(containers, engine), ...inOrder(containers).map((container) => run(container, engine))];
  const heading = blocks.length > 1 ? '#!/bin/sh\nset -eu\n\n' : '';
  return {
    files: [{ name: 'run.sh', text: `${heading}${blocks.join('\n\n')}\n` }],
    notes: containers.flatMap(notesOf),
    names: new Map(containers.map(({ id, name }) => [id, name])),
  };
}

/** Networks that every engine has by itself. */
const builtin = new Set(['bridge', 'default', 'host', 'none', 'podman']);

function networks(containers: readonly Container[], engine: Engine): string[] {
  const names = new Set(containers.flatMap(({ networks }) => (networks ?? []).map(knownValue)));
  const own = [...names].filter((name) => name !== undefined && !builtin.has(name));
  return own.length === 0
    ? []
    : [
        own
          .map((name) => {
            const word = shellWord(said(name ?? ''));
            return `${engine} network inspect ${word} >/dev/null 2>&1 || ${engine} network create ${word}`;
          })
          .join('\n'),
      ];
}

/** What another one joins or waits for comes before it. */
function inOrder(containers: readonly Container[]): readonly Container[] {
  const byName = new Map(containers.map((container) => [container.name, container]));
  const done = new Set<Container>();
  const ordered: Container[] = [];
  for (const first of containers) {
    const open = [first];
    for (let next = open.at(-1); next !== undefined; next = open.at(-1)) {
      const waits = done.has(next)
        ? undefined
        : needs(next)
            .map((name) => byName.get(name))
            .find((other) => other !== undefined && !done.has(other) && !open.includes(other));
      if (waits !== undefined) open.push(waits);
      else {
        open.pop();
        if (!done.has(next)) ordered.push(next);
        done.add(next);
      }
    }
  }
  return ordered;
}

function needs({ beside = [], linux: { namespaces } }: Container): string[] {
  const joined = [namespaces.network, namespaces.pid, namespaces.ipc].map(
    (field) => /^container:(.+)$/.exec(knownValue(field)?.with ?? '')?.[1],
  );
  const waited = beside.map(({ meaning, value }) => (meaning === 'depends-on' ? value : undefined));
  return [...joined, ...waited].filter((name) => name !== undefined);
}

function run(container: Container, engine: Engine): string {
  const options = engineOptions(container, engine);
  // An init container ends before the next command starts.
  const attached = container.role === 'init' || container.beside?.some(({ meaning }) => meaning === 'terminal' || meaning === 'input');
  const lines = options.map(({ flag, value }) => (value === undefined ? `--${flag}` : `--${flag}${behind(flag, value)}`));
  const first = `${engine} run${attached ? '' : ' --detach'} --name ${shellWord(said(container.name))}`;
  const { entrypoint, words } = program(container, engine);
  const image = saidOf(container.image.reference, (text) => text) ?? said(`localhost/${container.name}`);
  return command(first, [
    ...lines,
    ...(entrypoint === undefined ? [] : [`--entrypoint ${shellWord(said(entrypoint))}`]),
    [image, ...words].map(shellWord).join(' '),
  ]);
}

/** A switch takes its value, and an option a number below zero, only behind =. */
const behind = (flag: string, value: Said): string =>
  `${flag === 'read-only-tmpfs' || flag === 'privileged' || flag === 'read-only' || value.text.startsWith('-') ? '=' : ' '}${shellWord(value)}`;

/** The words that take the place of the image's entry point, and those behind the image. */
function program({ process: { args, entrypointWords = 0 } }: Container, engine: Engine): { entrypoint?: string; words: readonly Said[] } {
  const words = knownValue(args);
  if (words === undefined) return { words: [] };
  if (entrypointWords === 0) return { words: words.map(said) };
  const [first = '', ...rest] = words;
  if (engine === 'docker' || entrypointWords === 1) return { entrypoint: first, words: rest.map(said) };
  return { entrypoint: JSON.stringify(words.slice(0, entrypointWords)), words: words.slice(entrypointWords).map(said) };
}

function notesOf({ id, image, name }: Container): TranslationNote[] {
  const { build, reference } = image;
  if (build === undefined || reference !== undefined) return [];
  const context = knownValue(build.context) ?? '.';
  return [
    {
      kind: 'todo',
      container: id,
      path: 'image',
      origin: build.origin,
      message: `the image is built here: build it first, as in build -t localhost/${name} ${context}`,
    },
  ];
}

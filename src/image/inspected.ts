import { isObject, type Loose, listOf, textOf } from '../text/json/loose.ts';

/** What an engine says of an image. */
export interface Inspected {
  /** By which the engine knows it, without "sha256:". */
  readonly id: string;
  /** The digest of its configuration ("sha256:…"); absent: that cannot be told. */
  readonly configId?: string;
  /** Of its layers, unpacked, the lowest first: "sha256:…". */
  readonly diffIds: readonly string[];
  /** In the form of an image's own configuration; not the very bytes of it. */
  readonly config: Loose;
  /** Its history could be told step by step. */
  readonly complete: boolean;
}

/**
 * The configuration of an image, from what `docker image inspect` or `podman image inspect` say, and Docker's history of it. Sources: moby 29
 * api/types/image (InspectResponse, HistoryResponseItem); podman 5.8 pkg/inspect ImageData. Undefined: it is no such text.
 */
export function inspected(image: unknown, history?: unknown): Inspected | undefined {
  if (!isObject(image) || !isObject(image.RootFS)) return undefined;
  const id = /^(?:sha256:)?([0-9a-f]{64})$/.exec(textOf(image.Id) ?? '')?.[1];
  const diffIds = listOf(image.RootFS.Layers).filter((layer): layer is string => /^sha256:[0-9a-f]{64}$/.test(textOf(layer) ?? ''));
  if (id === undefined || diffIds.length !== listOf(image.RootFS.Layers).length) return undefined;
  const steps = Array.isArray(image.History) ? image.History : stepsOf(listOf(history), diffIds.length);
  const complete = steps !== undefined && steps.length > 0;
  // Where containerd keeps Docker's images, the id is that of the manifest or index.
  const configId = image.Descriptor === undefined || image.Descriptor === null ? { configId: `sha256:${id}` } : {};
  return { id, ...configId, diffIds, complete, config: configOf(image, diffIds, complete ? steps : undefined) };
}

function configOf(image: Loose, diffIds: readonly string[], history: readonly unknown[] | undefined): Loose {
  const { Created: created, Architecture: architecture, Os: os, Variant: variant, Config: config, Healthcheck: health } = image;
  return {
    ...named({ created, architecture, os }),
    ...(textOf(variant) === undefined ? {} : { variant }),
    config: { ...(isObject(config) ? config : {}), ...(isObject(health) ? { Healthcheck: health } : {}) },
    rootfs: { type: 'layers', diff_ids: diffIds },
    ...(history === undefined ? {} : { history }),
  };
}

const named = (values: Readonly<Record<string, unknown>>): Loose =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => textOf(value) !== undefined));

/** What never makes a layer. Source: moby 29 builder/dockerfile/dispatchers.go. */
const settings = /^(?:ARG|CMD|ENTRYPOINT|ENV|EXPOSE|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|SHELL|STOPSIGNAL|USER|VOLUME)\b/;

/**
 * Docker tells the newest step first, and how many bytes each brought, but not which made a layer: a layer may hold nothing but folders. Undefined: it
 * cannot be told.
 */
function stepsOf(history: readonly unknown[], layers: number): readonly Loose[] | undefined {
  const steps = history
    .filter(isObject)
    .map(({ CreatedBy: by, Size: size }) => ({ by: textOf(by) ?? '', isFull: typeof size === 'number' && size > 0 }))
    .reverse();
  const instruction = (by: string): string => by.replace(/^\/bin\/sh -c #\(nop\)\s+/, '');
  const told = [
    steps.map(({ isFull }) => isFull),
    steps.map(({ isFull, by }) => isFull || !settings.test(instruction(by))),
    steps.map(() => true),
  ].find((made) => made.filter(Boolean).length === layers);
  return told === undefined
    ? undefined
    : steps.map(({ by }, at) => ({ created_by: by, ...(told[at] === true ? {} : { empty_layer: true }) }));
}

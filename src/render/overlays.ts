import { posix } from 'node:path';
import type { Origin, Problem, Source } from '../model/index.ts';
import { placeOf } from '../text/lines.ts';
import { type Kustomization, kustomizationNames, type Reference, readKustomization } from './kustomization.ts';
import { isRemote } from './remote.ts';

/** A kustomization that is rendered for itself: no other one that was found uses it. */
export interface Overlay {
  readonly root: Kustomization;
  /** The root and all that it is made of, the root first; a base comes after what uses it. */
  readonly members: readonly Kustomization[];
  /** Every file that goes into the result, kustomizations included. */
  readonly files: ReadonlySet<string>;
  /** Of these, what is no object by itself: kustomizations, patches, and what generators read. */
  readonly changes: ReadonlySet<string>;
  /** Why it cannot be rendered here. */
  readonly refused?: Problem;
}

export interface Overlays {
  readonly overlays: readonly Overlay[];
  /** Components that nothing uses: they change what others render, and are nothing by themselves. */
  readonly unused: readonly Overlay[];
}

/** A text by its path; undefined: there is none, or it cannot be read. */
export type Load = (path: string) => Source | undefined;

/**
 * Which of the kustomizations at these paths are to be rendered, and what each is made of. Of those that use each other in a
 * circle the first is given, refused.
 */
export function overlaysOf(paths: readonly string[], load: Load): Overlays {
  const known = new Map<string, Kustomization | undefined>();
  const at = (folder: string): Kustomization | undefined => {
    if (!known.has(folder)) known.set(folder, kustomizationIn(folder, load));
    return known.get(folder);
  };
  const found = [...new Set(paths.map((path) => posix.dirname(path)))].flatMap((folder) => at(folder) ?? []);
  const used = new Set(found.flatMap((kustomization) => usedBy(kustomization, at).map(({ folder }) => folder)));
  const roots = found.filter(({ folder }) => !used.has(folder));
  const overlays = roots.map((root) => overlayOf(root, at));
  const reached = new Set(overlays.flatMap(({ members }) => members.map(({ folder }) => folder)));
  for (const root of found) {
    if (reached.has(root.folder)) continue;
    const overlay = overlayOf(root, at);
    for (const { folder } of overlay.members) reached.add(folder);
    overlays.push({ ...overlay, refused: overlay.refused ?? refuse(root, 0, 'not rendered: it uses itself, by way of what it names') });
  }
  return {
    overlays: overlays.filter(({ root }) => !root.component),
    unused: overlays.filter(({ root }) => root.component),
  };
}

function kustomizationIn(folder: string, load: Load): Kustomization | undefined {
  for (const name of kustomizationNames) {
    const source = load(posix.join(folder, name));
    if (source !== undefined) return readKustomization(source);
  }
  return undefined;
}

type At = (folder: string) => Kustomization | undefined;

const mayBeFolder = ({ use, entry }: Reference): boolean =>
  (use === 'resource' || use === 'component') && !/\.(?:ya?ml|json)$/i.test(entry) && !isRemote(entry);

/** The file or folder that a local reference names. */
export const pathOf = ({ folder }: Kustomization, { entry }: Reference): string =>
  entry.startsWith('/') ? posix.normalize(entry) : posix.join(folder, entry).replace(/(?<=.)\/$/, '');

/** The kustomizations that one names. */
const usedBy = (kustomization: Kustomization, at: At): Kustomization[] =>
  kustomization.references.filter(mayBeFolder).flatMap((reference) => at(pathOf(kustomization, reference)) ?? []);

function overlayOf(root: Kustomization, at: At): Overlay {
  const members = new Map<string, Kustomization>();
  const files = new Set<string>();
  const changes = new Set<string>();
  let refused: Problem | undefined;
  const open = [root];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    if (members.has(next.folder)) continue;
    members.set(next.folder, next);
    files.add(next.source.path);
    changes.add(next.source.path);
    refused ??= refusalOf(next);
    for (const reference of next.references) {
      if (isRemote(reference.entry)) continue;
      files.add(pathOf(next, reference));
      if (reference.use === 'patch' || reference.use === 'part') changes.add(pathOf(next, reference));
    }
    open.push(...usedBy(next, at));
  }
  return { root, members: [...members.values()], files, changes, ...(refused === undefined ? {} : { refused }) };
}

function refusalOf(kustomization: Kustomization): Problem | undefined {
  const { references, chart, folder } = kustomization;
  const remote = references.find(({ entry }) => isRemote(entry));
  if (remote !== undefined) {
    const message = `not rendered: what it names here lies elsewhere and is not fetched; render it yourself: kubectl kustomize ${folder} | bulkhead check -`;
    return refuse(kustomization, remote.at.start, message);
  }
  if (chart === undefined) return undefined;
  const message = `not rendered: it has a Helm chart rendered, which kustomize may have to download; render it yourself: kustomize build --enable-helm ${folder} | bulkhead check -`;
  return refuse(kustomization, chart.start, message);
}

function refuse({ source }: Kustomization, start: number, message: string): Problem {
  const origin: Origin = { source, start, end: start };
  const { file, line, column } = placeOf(origin);
  return { file, line, column, message };
}

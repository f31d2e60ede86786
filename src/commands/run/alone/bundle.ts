import { join, resolve } from 'node:path';
import { fileContext } from '../../../host/context.ts';
import { lookAt, readText } from '../../../host/read.ts';
import { type Container, Unreadable } from '../../../model/index.ts';
import { mapIn } from '../../../run/index.ts';
import { readerOf, surfaceById } from '../../declare.ts';
import { type CallerIds, idsOfCaller, isRoot } from './ids.ts';

/** What a runtime alone starts: a root file system, and what whoever made it says of it. */
export interface Rooted {
  readonly root: string;
  readonly built: Container;
  /** The words that stay where somebody says others behind the name. */
  readonly entrypoint: readonly string[];
  readonly ids: CallerIds;
  /** Parts of a configuration that are handed on as they are. */
  readonly beside: Readonly<Record<string, unknown>>;
  /** What is to be told of it, one line each. */
  readonly lines: readonly string[];
  /** A copy of the root file system for one container; absent: it is that of one anyway. */
  copy?(): Promise<{ readonly root: string; remove(): Promise<void> }>;
}

type Json = Readonly<Record<string, unknown>>;

/** An OCI bundle is a path, or a folder with a configuration: a folder may well have the name of an image. */
export const isBundle = (name: string): boolean => /^\.{0,2}\//.test(name) || lookAt(join(resolve(name), 'config.json')) !== undefined;

/**
 * A bundle as somebody made it. Its files have owners already: root gives it a user namespace where its own configuration says which ids these are (umoci unpack
 * --uid-map). Throws Unreadable, fit to print.
 */
export async function bundleAt(name: string, wanted: boolean): Promise<Rooted> {
  const folder = resolve(name);
  const path = join(folder, 'config.json');
  if (lookAt(path) === undefined) {
    const layout = lookAt(join(folder, 'oci-layout')) === undefined ? '' : `; as an image it is archive:${folder}`;
    throw new Unreadable(`${folder} is no OCI bundle: it has no config.json${layout}`);
  }
  const text = readText(path);
  const reader = await readerOf(surfaceById('oci-bundle'));
  const [container] = reader.read({ path, text }, fileContext()).containers;
  const own = objectIn(text);
  if (container === undefined || own === undefined) throw new Unreadable(`${path} is no configuration of a bundle`);
  const map = wanted ? mapIn(own.linux) : undefined;
  return {
    root: resolve(folder, pathIn(own.root) ?? 'rootfs'),
    built: { ...container, kind: 'image', surface: 'image' },
    entrypoint: [],
    ids: isRoot() ? { ...(map === undefined ? {} : { map }), enter: [], single: false } : await idsOfCaller(),
    beside: {
      ...(own.annotations === undefined ? {} : { annotations: own.annotations }),
      ...(own.hooks === undefined ? {} : { hooks: own.hooks }),
    },
    lines: own.hooks === undefined ? [] : ['the bundle has hooks: programs that the runtime starts on the host, outside of every measure'],
  };
}

function objectIn(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}

const pathIn = (value: unknown): string | undefined => {
  const path = typeof value === 'object' && value !== null ? (value as Json).path : undefined;
  return typeof path === 'string' ? path : undefined;
};

import { type ImageFact, imageFacts, type Tags } from './official-images-table.ts';

interface Reference {
  readonly name: string;
  /** Absent: a digest alone, which says nothing of the version. */
  readonly tag?: string;
}

/**
 * What is known of the user of a well-known public image, from its own repository. `user` is the USER of its
 * configuration, empty for none (root). Undefined: nothing is known, or the image is another registry's.
 */
export function imageUser(reference: string): { user: string; entrypointUser?: string; source: string } | undefined {
  const parsed = parseReference(reference);
  if (parsed === undefined || /nanoserver|windowsservercore|ltsc20/.test(parsed.tag ?? '')) return undefined;
  const fact = factsFor(parsed.name).find(({ tags }) => tags === undefined || fits(tags, parsed.tag));
  if (fact === undefined) return undefined;
  const { user, entrypointUser, source } = fact;
  return entrypointUser === undefined ? { user, source } : { user, entrypointUser, source };
}

const hubs = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io', 'registry.hub.docker.com']);

/** Docker Hub's names lose registry and `library/`; those of other registries stay whole. */
export function parseReference(reference: string): Reference | undefined {
  if (reference.length > 512 || /\s/.test(reference)) return undefined;
  const [before = '', ...digest] = reference.split('@');
  const colon = before.lastIndexOf(':');
  const hasTag = colon > before.lastIndexOf('/');
  const name = shortName(hasTag ? before.slice(0, colon) : before);
  if (hasTag) return { name, tag: before.slice(colon + 1) };
  return digest.length > 0 ? { name } : { name, tag: 'latest' };
}

function shortName(name: string): string {
  const slash = name.indexOf('/');
  const path = slash > 0 && hubs.has(name.slice(0, slash)) ? name.slice(slash + 1) : name;
  return path.startsWith('library/') ? path.slice('library/'.length) : path;
}

let byName: Map<string, ImageFact[]> | undefined;

/** The table by name, made at the first question. */
function factsFor(name: string): readonly ImageFact[] {
  if (byName === undefined) {
    byName = new Map();
    for (const fact of imageFacts) for (const each of fact.names) byName.set(each, [...(byName.get(each) ?? []), fact]);
  }
  return byName.get(name) ?? byName.get(`${name.slice(0, name.lastIndexOf('/'))}/*`) ?? [];
}

/** Does a fact with these conditions hold for a tag? Undefined: a digest alone. */
export function fits({ from, before, like, unlike, numbered }: Tags, tag: string | undefined): boolean {
  if (tag === undefined) return false;
  if (like !== undefined && !like.test(tag)) return false;
  if (unlike?.test(tag)) return false;
  const version = versionOf(tag);
  if (version === undefined && numbered) return false;
  if (from !== undefined && version !== undefined && compare(version, versionOf(from) ?? []) < 0) return false;
  return before === undefined || (version !== undefined && compare(version, versionOf(before) ?? []) < 0);
}

/** The numbers that a tag starts with; a part that is not there is the newest: 2 stands for the last 2.x. */
function versionOf(tag: string): readonly number[] | undefined {
  const numbers = /^v?(\d{1,6}(?:\.\d{1,6}){0,3})(?![\d.]*\d)/.exec(tag)?.[1];
  return numbers?.split('.').map(Number);
}

function compare(version: readonly number[], bound: readonly number[]): number {
  for (const [index, wanted] of bound.entries()) {
    const number = version[index] ?? Number.POSITIVE_INFINITY;
    if (number !== wanted) return number - wanted;
  }
  return 0;
}

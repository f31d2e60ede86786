import { imageReference } from '../facts/image-reference.ts';
import { type Container, knownValue } from '../model/index.ts';

/** A container, and its identity that does not depend on where its side lies: path within the side, then its own path in the file. */
export interface Keyed {
  readonly key: string;
  /** The path alone; empty where a side is one single file. */
  readonly path: string;
  readonly container: Container;
}

export interface Pair {
  readonly base?: Keyed;
  readonly head?: Keyed;
}

/** Of one name or image there may be very many; then only the first are held against each other. */
const mostAlike = 200;

/** What belongs together: by its id, else by what is most alike. Swapping the sides swaps the pairs and changes no more. */
export function matched(base: readonly Keyed[], head: readonly Keyed[]): Pair[] {
  const byKey = new Map(head.map((one) => [one.key, one]));
  const pairs: Pair[] = [];
  const gone: Keyed[] = [];
  for (const one of base) {
    const same = byKey.get(one.key);
    if (same === undefined || same.container.kind !== one.container.kind) gone.push(one);
    else {
      pairs.push({ base: one, head: same });
      byKey.delete(one.key);
    }
  }
  const renamed = alike(gone, [...byKey.values()]);
  const [from, to] = [new Set(renamed.map((pair) => pair.base)), new Set(renamed.map((pair) => pair.head))];
  return [
    ...pairs,
    ...renamed,
    ...gone.filter((one) => !from.has(one)).map((one) => ({ base: one })),
    ...[...byKey.values()].filter((one) => !to.has(one)).map((one) => ({ head: one })),
  ];
}

interface Candidate extends Pair {
  readonly base: Keyed;
  readonly head: Keyed;
  readonly score: number;
}

function alike(gone: readonly Keyed[], fresh: readonly Keyed[]): Candidate[] {
  const candidates = new Map<string, Candidate>();
  for (const bucketOf of [nameOf, imageOf, ({ path }: Keyed) => path || undefined]) {
    const buckets = bucketed(fresh, bucketOf);
    const seen = new Map<string, number>();
    for (const base of gone) {
      const bucket = bucketOf(base);
      const count = seen.get(bucket ?? '') ?? 0;
      if (bucket === undefined || count >= mostAlike) continue;
      seen.set(bucket, count + 1);
      for (const head of (buckets.get(bucket) ?? []).slice(0, mostAlike)) {
        const score = likeness(base, head);
        if (score >= enough) candidates.set(JSON.stringify([base.key, head.key]), { base, head, score });
      }
    }
  }
  const only = gone.length === 1 && fresh.length === 1 ? [gone[0], fresh[0]] : [];
  if (only[0]?.path === '' && only[1]?.path === '' && only[0].container.kind === only[1].container.kind)
    return [{ base: only[0], head: only[1], score: enough }];
  const taken = new Set<Keyed>();
  return [...candidates.values()].sort(byScore).filter(({ base, head }) => {
    if (taken.has(base) || taken.has(head)) return false;
    taken.add(base).add(head);
    return true;
  });
}

/** The same order whichever side is called base. */
function byScore(a: Candidate, b: Candidate): number {
  if (a.score !== b.score) return b.score - a.score;
  const [first, second] = [a, b].map(({ base, head }) => JSON.stringify([base.key, head.key].sort()));
  return (first ?? '') < (second ?? '') ? -1 : 1;
}

function bucketed(all: readonly Keyed[], bucketOf: (one: Keyed) => string | undefined): Map<string, Keyed[]> {
  const buckets = new Map<string, Keyed[]>();
  for (const one of all) {
    const bucket = bucketOf(one);
    if (bucket !== undefined) buckets.set(bucket, [...(buckets.get(bucket) ?? []), one].slice(0, mostAlike));
  }
  return buckets;
}

const nameOf = ({ container }: Keyed): string | undefined => `${container.kind} ${container.name}`;

const imageOf = ({ container }: Keyed): string | undefined => {
  const reference = knownValue(container.image.reference);
  return reference === undefined ? undefined : imageReference(reference).name;
};

/** Two of: the same name, the same image, the same file, nearly the same settings. */
const enough = 2;

function likeness(base: Keyed, head: Keyed): number {
  if (base.container.kind !== head.container.kind) return 0;
  const sameName = base.container.name === head.container.name ? 1.5 : 0;
  const image = imageOf(base);
  const sameImage = image !== undefined && image === imageOf(head) ? 1 : 0;
  const samePath = base.path === head.path ? 0.5 : baseName(base.path) === baseName(head.path) ? 0.25 : 0;
  return sameName + sameImage + samePath + settings(base.container, head.container);
}

/** How much of what both write is the same, 0 to 1. */
function settings(base: Container, head: Container): number {
  const [a, b] = [wordsOf(base), wordsOf(head)];
  const shared = [...a].filter((word) => b.has(word)).length;
  const all = a.size + b.size - shared;
  return all === 0 ? 0 : shared / all;
}

const wordsOf = ({ mounts, ports, process, image, secrets }: Container): Set<string> =>
  new Set(
    [
      ...mounts.filter(({ type }) => knownValue(type) !== 'system').map(({ destination }) => `mount ${knownValue(destination)}`),
      ...ports.map(({ containerPort }) => `port ${knownValue(containerPort)}`),
      ...process.env.map(({ name }) => `env ${name}`),
      ...secrets.map(({ name }) => `secret ${name}`),
      ...(process.args === undefined ? [] : [`args ${(knownValue(process.args) ?? []).join(' ')}`]),
      ...(image.build?.context === undefined ? [] : [`build ${knownValue(image.build.context)}`]),
    ].slice(0, mostAlike),
  );

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

import { controls } from '../../controls/index.ts';
import { type Judgement, judge, patchOf } from '../../judge.ts';
import {
  type Broken,
  type Change,
  type Container,
  type Field,
  isKnown,
  type Origin,
  type Patch,
  type Phrases,
  phrase,
  type WayChange,
} from '../../model/index.ts';

/** The change that turns a measure on, `field` being what it finds fault with where it finds fault with several. */
export type ChangeFor = (control: string, field?: Field<unknown>) => WayChange | undefined;

/**
 * What could be changed in the declaration of one container: the remedies of its broken measures that its surface has words for. `words`: absent
 * for what nobody declared (a live process), of which a change is named without words. `judged`: what is known of it already; other measures are
 * judged when they are asked for. `writable`: can a remedy be written there?
 */
export function changesOf(
  effective: Container,
  words: Phrases | undefined,
  judged: readonly Judgement[] = [],
  writable?: (patch: Patch) => boolean,
): ChangeFor {
  const known = new Map<string, readonly Judgement[]>();
  const answers = new Map<string, Map<Field<unknown> | undefined, WayChange | undefined>>();
  for (const judgement of judged) known.set(judgement.control.id, [...(known.get(judgement.control.id) ?? []), judgement]);
  const verdictsOf = (control: string): readonly Judgement[] => {
    const found = known.get(control) ?? judgeAlone(effective, control, judged);
    known.set(control, found);
    return found;
  };
  return (control, field) => {
    const own = answers.get(control) ?? new Map<Field<unknown> | undefined, WayChange | undefined>();
    answers.set(control, own);
    if (own.has(field)) return own.get(field);
    const found = judgementOf(verdictsOf(control), field);
    const change = found === undefined ? undefined : changeOf(causeOf(found), effective, words, writable);
    own.set(field, change);
    return change;
  };
}

/** One measure, beside those that a written line breaks: one of these may be its cause. */
function judgeAlone(effective: Container, id: string, judged: readonly Judgement[]): readonly Judgement[] {
  const control = controls.find((one) => one.id === id);
  if (control === undefined) return [];
  const causes = judged.flatMap(({ control: other, verdict }) =>
    verdict.outcome === 'broken' && verdict.field?.state === 'written' ? [other] : [],
  );
  const beside = judged.length === 0 ? controls : [...new Set([...causes, control])];
  return judge(effective, beside).filter((judgement) => judgement.control === control);
}

function judgementOf(judgements: readonly Judgement[], field: Field<unknown> | undefined): Judgement | undefined {
  const own = judgements.filter((judgement) => judgement.verdict.outcome === 'broken');
  if (field === undefined || own.length < 2) return own[0];
  return (
    own.find(({ verdict }) => 'field' in verdict && verdict.field === field) ??
    own.find(({ verdict }) => isSame(originOf(verdict as Broken), field.origin)) ??
    own.find(({ verdict }) => isAlike((verdict as Broken).field, field)) ??
    own.find(({ verdict }) => isAround(field.origin, originOf(verdict as Broken))) ??
    own[0]
  );
}

/** What follows from another line is mended there. */
const causeOf = (judgement: Judgement): Judgement => (judgement.cause === undefined ? judgement : causeOf(judgement.cause));

function changeOf(
  judgement: Judgement,
  container: Container,
  words: Phrases | undefined,
  writable: ((patch: Patch) => boolean) | undefined,
): WayChange | undefined {
  const patch = patchOf(judgement);
  const control = judgement.control.id;
  if (patch.length === 0 || isEnginesAlone(patch, container)) return undefined;
  const remedy = words === undefined ? [] : patch.map((change) => phrase(words, change, container.engine));
  if (remedy.includes(undefined) || writable?.(patch) === false) return undefined;
  const place = originOf(judgement.verdict as Broken);
  const said = [...new Set(remedy.filter((line) => line !== undefined))];
  return {
    key: [
      control,
      place === undefined ? ownerOf(patch, container) : `${place.source.path}:${place.start}`,
      ...(isOfOne(patch, container) ? [container.id] : []),
    ].join('\u0000'),
    control,
    container: container.id,
    ...(said.length === 0 ? {} : { remedy: said }),
  };
}

/** Whose line it would be where nobody wrote one yet: a pod says some things for all of its containers. */
function ownerOf(patch: Patch, { engine, id, origin, pod }: Container): string {
  const isOfPod = patch.every(({ set }) => set.startsWith('linux.namespaces.') || set === 'serviceAccountToken');
  return engine === 'kubernetes' && isOfPod && pod !== undefined ? `${origin.source.path}#${pod.name}` : id;
}

/** The volumes of a pod are its own, what mounts them is each container's. */
const isOfOne = (patch: Patch, { engine }: Container): boolean =>
  engine === 'kubernetes' && patch.some(({ set }) => set.startsWith('mounts.'));

/** Docker maps the ids of all its containers or of none: what is taken out of a declaration changes nothing by itself. */
const isEnginesAlone = (patch: Patch, { engine }: Container): boolean =>
  engine === 'docker' && patch.some(({ set }: Change) => set === 'linux.namespaces.user');

/** The line that decides; undefined where nobody wrote one. */
const originOf = (verdict: Broken): Origin | undefined =>
  verdict.origin ?? (verdict.field?.state === 'written' ? verdict.field.origin : undefined);

const isSame = (a: Origin | undefined, b: Origin | undefined): boolean =>
  a !== undefined && b !== undefined && a.source === b.source && a.start === b.start;

/** What the kernel was seen to hold, and what was asked for. */
const isAlike = (a: Field<unknown> | undefined, b: Field<unknown>): boolean =>
  isKnown(a) && isKnown(b) && JSON.stringify(a.value) === JSON.stringify(b.value);

/** A leaf of an entry, and the entry. */
const isAround = (leaf: Origin | undefined, whole: Origin | undefined): boolean =>
  leaf !== undefined && whole !== undefined && leaf.source === whole.source && whole.start <= leaf.start && leaf.end <= whole.end;

import { type Cut, countChanges, settingsIn, type WayChange } from '../../model/index.ts';
import { wrap } from '../text/cells.ts';
import type { Page } from '../text/page.ts';
import { lineOf } from '../text/place.ts';
import { count } from '../text/words.ts';
import { type Atlas, isToHost, isWay, type ToldWay } from './atlas.ts';
import { changeText } from './words.ts';

/** The ways that the cut is about, and which of them nobody lives with. */
export interface ToClose {
  readonly atlas: Atlas;
  readonly open: readonly ToldWay[];
}

/** A change, and how many of the open ways it closes when it is the only one. */
interface Told {
  readonly change: WayChange;
  readonly own: number;
}

/** The changes that leave no way to the host, of those that close one that nobody lives with, the most telling first. */
export function cutOf({ atlas, open }: ToClose): readonly Told[] {
  const asked = new Set(open.map(({ at }) => at));
  const keys = new Set(open.flatMap(({ steps }) => steps.flatMap(({ grounds }) => grounds.map(({ change }) => change?.key))));
  return toldOf(atlas.ways.cut, asked).filter(({ change, own }) => own > 0 || keys.has(change.key));
}

const toldOf = (cuts: readonly Cut[], asked: ReadonlySet<number>): readonly Told[] =>
  cuts.map(({ change, closes }) => ({ change, own: closes.filter((at) => asked.has(at)).length })).sort((a, b) => b.own - a.own);

/** How many changes are told, and whether with what each does by itself. */
interface Telling {
  readonly most: number;
  readonly effects: boolean;
}

/** "What closes them (2 changes, no fewer settings do)", one entry a change. */
export function cutLines(toClose: ToClose, page: Page, { most, effects }: Telling): string[] {
  const cut = cutOf(toClose);
  if (cut.length === 0) return [];
  const { atlas, open } = toClose;
  const shown = cut.length <= most ? cut : cut.slice(0, most - 1);
  const entries = shown.map((one) =>
    effects ? `${sayChange(one.change, atlas)}: ${effectOf(one, open.length)}` : sayChange(one.change, atlas),
  );
  const rest = cut.length - shown.length;
  return [
    '',
    `${page.style.bold('What closes them')}  ${page.style.dim(sumOf(cut, atlas.ways.fewest))}`,
    ...entries.flatMap((entry, index) => wrap(entry, page.width, `  ${index + 1}. `).map(page.style.remedy)),
    ...(rest === 0 ? [] : [`  and ${count(rest, 'more change')}`]),
  ];
}

/** "5 changes, and no fewer settings do"; a change may be of several settings, which are what was counted. */
function sumOf(cut: readonly Told[], fewest: boolean): string {
  const changes = cut.map(({ change }) => change);
  if (!fewest) return `${countChanges(changes)}, perhaps fewer do too`;
  return settingsIn(changes) === 1 ? countChanges(changes) : `${countChanges(changes)}, and no fewer settings do`;
}

function effectOf({ own }: Told, all: number): string {
  if (own === 0) return 'needed with others';
  if (own < all) return `closes ${own} of ${all} alone`;
  return all === 1 ? 'closes it' : `closes all ${all}`;
}

/** "web: remove privileged (compose.yaml:12)". */
export function sayChange(change: WayChange, atlas: Atlas): string {
  const grounds = atlas.groundsOf(change.key);
  const names = [...new Set(grounds.map(({ container }) => atlas.nameOf(container)))];
  const place = grounds.find((ground) => ground.place !== undefined)?.place ?? atlas.containerOf(change.container);
  const who =
    names.length === 0
      ? atlas.nameOf(change.container)
      : names.length > 2
        ? `${names[0]} and ${names.length - 1} others`
        : names.join(' and ');
  return `${who}: ${changeText(change)}${place === undefined ? '' : ` (${lineOf(place)})`}`;
}

/** What each change that is in no cut closes by itself, the most telling first. */
export function aloneLines(toClose: ToClose, page: Page, most: number): string[] {
  const { atlas, open } = toClose;
  const inCut = new Set(cutOf(toClose).map(({ change }) => change.key));
  const asked = new Set(open.map(({ at }) => at));
  const others = toldOf(atlas.ways.alone, asked).filter(({ change, own }) => own > 0 && !inCut.has(change.key));
  if (others.length === 0) return [];
  const rest = others.length - Math.min(most, others.length);
  return [
    '',
    `${page.style.bold('Other changes')}  ${page.style.dim('what each closes when it is the only one')}`,
    ...others.slice(0, most).flatMap(({ change, own }) => wrap(`${sayChange(change, atlas)}: ${own} of ${open.length}`, page.width, '  ')),
    ...(rest === 0 ? [] : [`  and ${rest} more (--details)`]),
  ];
}

/** Ways to the host that no change of a declaration closes. */
export function leftLines({ atlas, open }: ToClose, { style, width }: Page): string[] {
  const left = open.filter(({ at }) => atlas.ways.left.includes(at));
  if (left.length === 0) return [];
  return [
    '',
    style.bold('No change of a declaration closes'),
    ...left.flatMap(({ way, steps }) => wrap(`${atlas.nameOf(way.container)}: ${steps.at(-1)?.what ?? ''}`, width, '  ')),
  ];
}

export const toCloseOf = (atlas: Atlas, lives: (way: ToldWay) => unknown): ToClose => ({
  atlas,
  open: atlas.all.filter((way) => isToHost(way) && isWay(way) && lives(way) === undefined),
});

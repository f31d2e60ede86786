import type { Report } from '../../model/index.ts';
import { groupBy } from '../text/blocks.ts';
import { count } from '../text/words.ts';
import { type Atlas, atlasOf, isToHost, isWay, type ToldWay } from './atlas.ts';
import { type ToClose, toCloseOf } from './closing.ts';
import { groupsOf } from './groups.ts';
import { livingWith } from './lived-with.ts';
import { decidingGround, restsOn } from './rests-on.ts';
import { groundText, reachText } from './words.ts';

/** Ways of one container, or of several alike, that rest on the same thing, in one sentence. */
export interface Entry {
  /** Names of containers. */
  readonly who: readonly string[];
  /** What follows the names: "can become root on the host: mounts a disk of it; privileged: true (compose.yaml:12)". */
  readonly said: string;
  readonly ways: number;
}

export interface Short {
  readonly entries: readonly Entry[];
  readonly toClose: ToClose;
  /** Ways to the host that somebody lives with. */
  readonly lived: number;
  /** Ways to other containers, the cluster, the network and secrets. */
  readonly others: number;
}

/** The ways to the host in an entry for each thing that they rest on, the gravest first. Undefined: there is nothing to be told. */
export function shortOf(report: Pick<Report, 'ways' | 'findings'>): Short | undefined {
  if (report.ways === undefined) return undefined;
  const atlas = atlasOf(report.ways);
  const lives = livingWith(report);
  const toClose = toCloseOf(atlas, lives);
  const lived = atlas.all.filter((way) => isToHost(way) && isWay(way) && lives(way) !== undefined).length;
  const others = atlas.all.filter((way) => !isToHost(way) && isWay(way)).length;
  const entries = groupsOf(toClose.open, atlas).flatMap((group): Entry[] =>
    [...groupBy(group.ways, restsOn).values()].flatMap((ways) => entryOf(ways, group.containers, atlas)),
  );
  return { entries, toClose, lived, others };
}

function entryOf(ways: readonly ToldWay[], containers: readonly string[], { nameOf }: Atlas): readonly Entry[] {
  const [best] = ways;
  if (best === undefined) return [];
  const who = containers.map(nameOf);
  const reach = reachText(best);
  if (best.way.through !== undefined)
    return [{ who, said: `${reach} through ${nameOf(best.way.through)}: ${best.steps[0]?.what ?? ''}`, ways: ways.length }];
  const ground = decidingGround(best) ?? best.steps.flatMap(({ grounds }) => grounds).at(-1);
  const more = ways.length === 1 ? '' : `, and ${count(ways.length - 1, 'more way', 'more ways')}`;
  const why = ground === undefined ? '' : `; ${groundText(ground)}`;
  return [{ who, said: `${reach}: ${best.steps.at(-1)?.what ?? ''}${more}${why}`, ways: ways.length * containers.length }];
}

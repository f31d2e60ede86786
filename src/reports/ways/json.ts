import type { Cut, Ground, Place, Report, Step, Way, WayChange, Ways } from '../../model/index.ts';
import { atlasOf } from './atlas.ts';
import { livingWith } from './lived-with.ts';

/** The graph as docs/report.schema.json describes it; keys always stand in the same order. `findings`: which of them somebody lives with. */
export function waysJson(ways: Ways, findings: Report['findings'] = []) {
  const lives = livingWith({ findings });
  return {
    containers: ways.containers.map(({ id, name, file, line }) => ({ id, name, file, line })),
    holds: ways.holds.map(({ id, kind, title, container }) => ({ id, kind, title, container })),
    steps: ways.steps.map(stepOf),
    ways: atlasOf(ways).all.map((told) => ({ ...wayOf(told.way), livedWith: lives(told) })),
    cut: ways.cut.map(cutOf),
    fewest: ways.fewest,
    alone: ways.alone.map(cutOf),
    left: ways.left,
  };
}

const stepOf = ({ from, to, kind, certainty, what, because, grounds }: Step) => ({
  from,
  to,
  kind,
  certainty,
  what,
  because,
  grounds: grounds.map(groundOf),
});

const groundOf = ({ container, detail, view, control, place, from, change }: Ground) => ({
  container,
  detail,
  view,
  control,
  place: place === undefined ? undefined : placeOf(place),
  from,
  change: change === undefined ? undefined : changeOf(change),
});

const placeOf = ({ file, line, column, endLine, endColumn }: Place): Place => ({ file, line, column, endLine, endColumn });

const changeOf = ({ key, control, container, remedy }: WayChange) => ({ key, control, container, remedy });

const wayOf = ({ container, goal, certainty, steps, through }: Way) => ({ container, goal, certainty, steps, through });

const cutOf = ({ change, closes }: Cut) => ({ change: changeOf(change), closes });

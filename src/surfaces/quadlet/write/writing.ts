import type { Container, Edit, ReadContext, Source } from '../../../model/index.ts';
import type { WritersOf } from '../../../text/patch.ts';
import { baseName } from '../../../text/path.ts';
import type { UnitEntry } from '../../../text/systemd/index.ts';
import { optionsOf } from '../options.ts';
import type { Reading } from '../reading.ts';
import { unitBeside } from '../references.ts';
import type { UnitOption } from '../table.ts';
import { lastOf, type QuadletUnit, readUnit } from '../unit.ts';

/** One unit while it is changed: what its changes come to is put together at the end (edits.ts). */
export interface Writing {
  readonly container: Container;
  readonly unit: QuadletUnit;
  /** The .pod unit that the container belongs to. */
  readonly pod: QuadletUnit | undefined;
  /** What the pod says, then what the unit says; of several the last one counts. */
  readonly options: readonly UnitOption[];
  /** New lines of [Container]. */
  readonly added: string[];
  readonly dropped: Set<UnitOption>;
  /** New values, by the option. */
  readonly values: Map<UnitOption, string>;
  readonly edits: Edit[];
  /** The lines above which a guess is marked: an entry that is changed, or a new line. */
  readonly guessed: Set<UnitEntry | string>;
  readonly notes: Set<string>;
}

/** Undefined: written. A text: one clause that says why not. */
export type Result = string | undefined;

export type Write<To> = (writing: Writing, to: To) => Result;

/** Writers by what they set; a text says why Quadlet has no way to write it. */
export type Writers = WritersOf<Writing, Result>;

/** The unit of a container, or why it cannot be changed. */
export function writingOf(container: Container, context: ReadContext): Writing | string {
  const main = mainOf(container, context);
  if (main === undefined) return 'the unit itself is not there, only a drop-in of it';
  const reading: Reading = { main, context, problems: [], alsoRead: new Set(), units: new Map() };
  const unit = readUnit(reading, main);
  const name = lastOf(unit, 'Pod');
  const pod = name === undefined || !name.text.endsWith('.pod') ? undefined : unitBeside(reading, unit, name.text, name.origin);
  const options = [...(pod === undefined ? [] : optionsOf(reading, pod)), ...optionsOf(reading, unit)];
  return {
    container,
    unit,
    pod,
    options,
    added: [],
    dropped: new Set(),
    values: new Map(),
    edits: [],
    guessed: new Set(),
    notes: new Set(),
  };
}

/** The image may be said by a drop-in, whose folder stands beside the unit. */
function mainOf({ id, name, origin: { source } }: Container, context: ReadContext): Source | undefined {
  const path = id.slice(0, -(name.length + 1));
  return path === source.path ? source : context.load(`../${baseName(path)}`, source);
}

/** The entry that an option is a part of. */
export const entryOf = ({ unit, pod }: Writing, { origin }: Pick<UnitOption, 'origin'>): UnitEntry | undefined =>
  [...unit.entries, ...(pod?.entries ?? [])].find(
    (entry) => entry.origin.source === origin.source && entry.origin.start <= origin.start && entry.origin.end >= origin.end,
  );

/** Notes whom a change of a pod's unit concerns. */
export function noteShared({ pod, notes }: Writing, { origin }: UnitOption): void {
  if (pod !== undefined && origin.source === pod.source) notes.add(`This changes every container of ${pod.name}.`);
}

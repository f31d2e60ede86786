import type { Container, Field, Image, Origin } from '../../model/index.ts';
import { unknown, written } from '../../model/index.ts';
import { partsOf } from '../../options/container.ts';
import { type Draft, newDraft } from '../../options/draft.ts';
import { reasonFor } from '../../text/shell/holes.ts';
import { around } from './around.ts';
import { besideOf } from './beside.ts';
import { optionsOf } from './options.ts';
import { joinPod } from './pod.ts';
import { problem, type Reading } from './reading.ts';
import { imageOf } from './references.ts';
import { limitByService } from './service.ts';
import { apply } from './table.ts';
import { entriesOf, lastOf, type QuadletUnit, wordValues } from './unit.ts';

/** The container of a .container unit, as Quadlet hands it to `podman run`. Undefined: Quadlet makes none of it. */
export function containerOf(reading: Reading, unit: QuadletUnit): Container | undefined {
  const image = lastOf(unit, 'Image');
  const rootfs = lastOf(unit, 'Rootfs');
  const place = image ?? rootfs;
  if (place === undefined || place.text === '') {
    problem(
      reading,
      { source: unit.source, start: 0 },
      'the unit has neither Image= nor Rootfs=, so Quadlet refuses it; it was not judged',
    );
    return undefined;
  }
  const draft = newDraft(around(reading, unit));
  joinPod(reading, unit, draft);
  for (const option of optionsOf(reading, unit)) apply(draft, option);
  limitByService(draft, unit);
  const container = assemble(draft, unit, image === undefined ? {} : imageOf(reading, unit, image), place.origin);
  return reading.context.everything ? { ...container, beside: besideOf(unit) } : container;
}

function assemble(draft: Draft, unit: QuadletUnit, image: Image, origin: Origin): Container {
  const named = lastOf(unit, 'ContainerName')?.text;
  const name = named === undefined || named === '' || reasonFor(named) !== undefined ? unit.stem : named;
  return {
    id: `${unit.source.path}#${name}`,
    name,
    kind: 'container',
    surface: 'quadlet',
    engine: 'podman',
    origin,
    image,
    ...partsOf(draft, argsOf(draft, unit)),
  };
}

/** Entry point and command; absent where both are the image's. */
function argsOf({ said: { entrypoint } }: Draft, unit: QuadletUnit): Field<readonly string[]> | undefined {
  const entry = entriesOf(unit, unit.section, 'Exec').at(-1);
  const words = entry === undefined ? [] : wordValues(unit, entry);
  const origin = entrypoint?.origin ?? entry?.origin;
  if (origin === undefined) return undefined;
  if (entrypoint?.state === 'unknown') return entrypoint;
  const reason = words.map(({ text }) => reasonFor(text)).find((found) => found !== undefined);
  if (reason !== undefined) return unknown(reason, origin);
  return written([...(entrypoint?.value ?? []), ...words.map(({ text }) => text)], origin);
}

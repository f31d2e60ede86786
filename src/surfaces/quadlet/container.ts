import type { Container, Field, Image, Origin } from '../../model/index.ts';
import { knownValue, unknown, written } from '../../model/index.ts';
import { reasonFor } from '../../text/shell/holes.ts';
import { besideOf } from './beside.ts';
import { type Draft, filled, newDraft } from './draft.ts';
import { apply } from './effects/index.ts';
import { portsOf } from './effects/ports.ts';
import { optionsOf } from './options.ts';
import { joinPod } from './pod.ts';
import { problem, type Reading } from './reading.ts';
import { imageOf } from './references.ts';
import { limitByService } from './service.ts';
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
  const draft = newDraft(reading, unit);
  joinPod(draft);
  for (const option of optionsOf(reading, unit)) apply(draft, option);
  limitByService(draft, unit);
  const container = assemble(draft, image === undefined ? {} : imageOf(reading, unit, image), place.origin);
  return reading.context.everything ? { ...container, beside: besideOf(unit) } : container;
}

function assemble(draft: Draft, image: Image, origin: Origin): Container {
  const { unit, lists, whole } = draft;
  const named = lastOf(unit, 'ContainerName')?.text;
  const name = named === undefined || named === '' || reasonFor(named) !== undefined ? unit.stem : named;
  const capabilities = { ...optional('add', filled(lists.capAdd)), ...optional('drop', filled(lists.capDrop)) };
  return {
    id: `${unit.source.path}#${name}`,
    name,
    kind: 'container',
    surface: 'quadlet',
    engine: 'podman',
    origin,
    ...whole,
    image,
    process: {
      ...draft.process,
      ...optional('additionalGroups', filled(lists.groups)),
      ...(Object.keys(capabilities).length === 0 ? {} : { capabilities }),
      ...optional('args', argsOf(draft)),
      ...optional('entrypointWords', knownValue(draft.program.entrypoint)?.length),
      env: [...lists.env.values()],
      rlimits: [...lists.rlimits.values()],
    },
    root: draft.root,
    mounts: lists.mounts,
    linux: {
      ...draft.linux,
      namespaces: draft.namespaces,
      ...optional('devices', filled(lists.devices)),
      ...optional('mask', filled(lists.mask)),
      ...optional('unmask', filled(lists.unmask)),
      resources: resourcesOf(draft),
      sysctl: [...lists.sysctl.values()],
    },
    ports: portsOf(draft),
    ...optional('networks', filled(lists.networks)),
    secrets: lists.secrets,
  };
}

function resourcesOf({ memory, cpu, limits, lists }: Draft): Container['linux']['resources'] {
  const blockIO = { ...optional('weight', limits.weight), ...optional('throttle', filled(lists.throttle)) };
  return {
    ...(Object.keys(memory).length === 0 ? {} : { memory }),
    ...(Object.keys(cpu).length === 0 ? {} : { cpu }),
    ...(limits.pids === undefined ? {} : { pids: { limit: limits.pids } }),
    ...(Object.keys(blockIO).length === 0 ? {} : { blockIO }),
  };
}

/** Entry point and command; absent where both are the image's. */
function argsOf({ unit, program: { entrypoint } }: Draft): Field<readonly string[]> | undefined {
  const entry = entriesOf(unit, unit.section, 'Exec').at(-1);
  const words = entry === undefined ? [] : wordValues(unit, entry);
  const origin = entrypoint?.origin ?? entry?.origin;
  if (origin === undefined) return undefined;
  if (entrypoint?.state === 'unknown') return entrypoint;
  const reason = words.map(({ text }) => reasonFor(text)).find((found) => found !== undefined);
  if (reason !== undefined) return unknown(reason, origin);
  return written([...(entrypoint?.value ?? []), ...words.map(({ text }) => text)], origin);
}

const optional = <K extends string, T>(key: K, value: T | undefined): { readonly [P in K]?: T } =>
  (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: T };

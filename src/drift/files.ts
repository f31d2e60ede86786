import { sayBytes } from '../engines/describe/say.ts';
import { type Container, type Field, isKnown, isUnknown, knownValue, type Mount } from '../model/index.ts';
import { cleanPath } from '../text/path.ts';
import { type Drift, differ, side } from './drift.ts';

const yes = (value: boolean): string => (value ? 'read-only' : 'writable');

/** Mounts by their place in the container, both ways; what engines mount by themselves is left to them. */
export function mountDrifts(effective: Container, observed: Container): readonly Drift[] {
  if (observed.mounts.some(({ destination }) => isUnknown(destination))) return [];
  const seen = new Map(observed.mounts.map((mount) => [knownValue(mount.destination), mount]));
  const asked = effective.mounts.flatMap((mount) => {
    const destination = knownValue(mount.destination);
    return destination === undefined || knownValue(mount.type) === 'system' ? [] : [[cleanPath(destination), mount] as const];
  });
  const places = new Set(asked.map(([place]) => place));
  return [
    ...asked.flatMap(([place, mount]) => oneMount(place, mount, seen.get(place))),
    ...(effective.mounts.some(({ destination }) => isUnknown(destination)) ? [] : extra(observed, places, effective)),
  ];
}

function oneMount(place: string, asked: Mount, is: Mount | undefined): readonly Drift[] {
  const path = `mounts[${place}]`;
  if (is === undefined)
    return [
      {
        path,
        severity: 'low',
        direction: 'different',
        effective: side('mounted', asked.destination),
        observed: side('not mounted', { state: 'default', value: false, from: 'mountinfo' }),
      },
    ];
  return [
    ...differ(
      `${path}.readonly`,
      'medium',
      asked.readonly,
      is.readonly,
      (before, now) => (before === now ? undefined : now ? 'stronger' : 'weaker'),
      yes,
    ),
    ...differ(
      `${path}.propagation`,
      'medium',
      asked.propagation,
      is.propagation,
      (before, now) => (now === 'shared' && !before.includes('shared') ? 'weaker' : undefined),
      String,
    ),
    ...differ(
      `${path}.size`,
      'low',
      asked.size,
      is.size,
      (before, now) => (Math.abs(before - now) < 65_536 ? undefined : now > before ? 'weaker' : 'stronger'),
      sayBytes,
    ),
    ...optionDrift(path, asked, is),
  ];
}

/** The words that take something away; the last one of a pair counts. */
function optionDrift(path: string, asked: Mount, is: Mount): readonly Drift[] {
  if (asked.options === undefined || asked.options.some(isUnknown)) return [];
  return ['noexec', 'nosuid', 'nodev'].flatMap((word): Drift[] => {
    const wanted = asked.options?.findLast((entry) => knownValue(entry) === word || knownValue(entry) === word.slice('no'.length));
    if (!isKnown(wanted) || wanted.value !== word || is.options?.some((entry) => knownValue(entry) === word)) return [];
    return [
      {
        path: `${path}.options`,
        severity: 'low',
        direction: 'weaker',
        effective: side(word, wanted),
        observed: side(`without ${word}`, is.destination),
      },
    ];
  });
}

/** A part of the host that nobody asked for. What is mounted below a mount that was asked for came with it. */
function extra(observed: Container, places: ReadonlySet<string>, { mounts }: Container): readonly Drift[] {
  const system = new Set(mounts.flatMap(({ type, destination }) => (knownValue(type) === 'system' ? [knownValue(destination)] : [])));
  return observed.mounts.flatMap((mount): Drift[] => {
    const place = knownValue(mount.destination);
    if (knownValue(mount.type) !== 'bind' || place === undefined || system.has(place)) return [];
    if ([...places].some((one) => place === one || place.startsWith(`${one === '/' ? '' : one}/`))) return [];
    const nothing = { state: 'default', value: undefined, from: 'nobody asked for it' } as const;
    return [
      {
        path: `mounts[${place}]`,
        severity: 'medium',
        direction: 'weaker',
        effective: side('not mounted', nothing),
        observed: side(`${knownValue(mount.source) ?? 'something'} of the host`, mount.destination),
      },
    ];
  });
}

/** Paths of /proc and /sys that should be hidden or protected. What the kernel does not have needs neither; patterns cannot be followed. */
export function kernelViewDrifts(effective: Container, observed: Container): readonly Drift[] {
  const lacks = new Set(observed.observed?.lacks ?? []);
  const masked = observed.linux.maskedPaths;
  const protectedPaths = observed.linux.readonlyPaths;
  if (!isKnown(masked) || !isKnown(protectedPaths)) return [];
  const readonlyMounts = observed.mounts.flatMap(({ destination, readonly }) =>
    knownValue(readonly) ? [knownValue(destination) ?? ''] : [],
  );
  const covered = (path: string, by: readonly string[]): boolean => by.some((one) => path === one || path.startsWith(`${one}/`));
  const missing = (asked: Field<readonly string[]> | undefined, by: readonly string[]): readonly string[] =>
    (knownValue(asked) ?? []).filter((path) => !path.includes('*') && !lacks.has(path) && !covered(path, by));
  const drift = (
    name: string,
    asked: Field<readonly string[]> | undefined,
    is: Field<readonly string[]>,
    open: readonly string[],
    verb: string,
  ): readonly Drift[] =>
    asked === undefined || open.length === 0
      ? []
      : [
          {
            path: `linux.${name}`,
            severity: 'high',
            direction: 'weaker',
            effective: side(open.join(', '), asked),
            observed: side(`${open.join(', ')} not ${verb}`, is),
          },
        ];
  return [
    ...drift('maskedPaths', effective.linux.maskedPaths, masked, missing(effective.linux.maskedPaths, masked.value), 'hidden'),
    ...drift(
      'readonlyPaths',
      effective.linux.readonlyPaths,
      protectedPaths,
      missing(effective.linux.readonlyPaths, [...masked.value, ...protectedPaths.value, ...readonlyMounts]),
      'protected',
    ),
  ];
}

/** Devices that are there and were not given, and the other way round. */
export function deviceDrifts({ linux: effective }: Container, { linux: observed, observed: seen }: Container): readonly Drift[] {
  const files = knownValue(seen?.deviceFiles);
  const asked = effective.devices ?? [];
  if (files === undefined || asked.some((entry) => isUnknown(entry) || entry.value.path === '/dev/*' || !entry.value.path.startsWith('/')))
    return [];
  const given = asked.filter(isKnown).map((entry) => ({ entry, place: entry.value.containerPath ?? entry.value.path }));
  const under = (path: string, place: string): boolean => path === place || path.startsWith(`${place}/`);
  const nothing = { state: 'default', value: undefined, from: 'nobody gave it' } as const;
  return [
    ...(observed.devices ?? []).filter(isKnown).flatMap((entry): Drift[] =>
      given.some(({ place }) => under(entry.value.path, place))
        ? []
        : [
            {
              path: `linux.devices[${entry.value.path}]`,
              severity: 'medium',
              direction: 'weaker',
              effective: side('not given', nothing),
              observed: side('is there', entry),
            },
          ],
    ),
    ...given.flatMap(({ entry, place }): Drift[] =>
      files.some(({ path }) => under(path, place)) || seen === undefined
        ? []
        : [
            {
              path: `linux.devices[${place}]`,
              severity: 'low',
              direction: 'different',
              effective: side('given', entry),
              observed: side('not there', seen.deviceFiles),
            },
          ],
    ),
  ];
}

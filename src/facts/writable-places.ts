import { type Container, knownValue, type Mount, type WritablePlace } from '../model/index.ts';
import { engineFacts } from './engines/index.ts';
import { fits, parseReference } from './official-images.ts';
import { type ImagePlaces, imagePlaces, type WrittenPlace } from './writable-places-table.ts';

const mib = 1024 * 1024;

/** What nearly every program writes. */
const elsewhere: readonly WrittenPlace[] = [{ path: '/tmp', what: 'temporary files', size: 64 }];

/**
 * The places that a container needs beside a read-only root and has not yet: those of its image, or of the image that its own is built on,
 * otherwise /tmp alone. What Podman brings by itself with a read-only root is left out.
 */
export function placesForReadOnlyRoot(container: Container): readonly WritablePlace[] {
  const found = factOf(container)?.places ?? elsewhere;
  const brings = container.engine === 'podman' && knownValue(container.root.writableTmpfs) !== false;
  const own = brings ? engineFacts.podman.readonlyRootMounts.map(({ destination }) => destination) : [];
  return missing(container, found).filter(({ destination }) => !own.some((path) => isWithin(tidy(destination), path)));
}

/** The places that an ordinary user may not write as the image comes: those that are not mounted yet. */
export const placesForOrdinaryUser = (container: Container): readonly WritablePlace[] => missing(container, rootsOwn(container));

/** The same places where they are a tmpfs already, which nothing gives to anybody but root. */
export function tmpfsOfRoot(container: Container): readonly Mount[] {
  const places = rootsOwn(container).map(({ path }) => path);
  return container.mounts.filter(
    ({ type, destination, options = [] }) =>
      knownValue(type) === 'tmpfs' &&
      places.includes(tidy(knownValue(destination) ?? '')) &&
      !options.some((option) => /^(?:uid=|gid=|U$|chown$)/.test(knownValue(option) ?? 'U')),
  );
}

const rootsOwn = (container: Container): readonly WrittenPlace[] => (factOf(container)?.places ?? []).filter(({ root }) => root === true);

/** The port below 1024 that the image listens on, unless the container says that it listens on others only. */
export function lowPortOf(container: Container): number | undefined {
  const port = factOf(container)?.port;
  const said = container.ports.map(({ containerPort }) => Number.parseInt(knownValue(containerPort) ?? '', 10));
  const speaksOfOthers = said.length > 0 && said.every((one) => one >= 1024);
  return speaksOfOthers ? undefined : port;
}

function factOf({ kind, image }: Container): ImagePlaces | undefined {
  if (kind === 'image') return undefined;
  const isBuilt = image.build !== undefined || image.built !== undefined;
  const reference = knownValue(isBuilt ? image.built?.image.reference : image.reference);
  const parsed = reference === undefined ? undefined : parseReference(reference);
  if (parsed === undefined) return undefined;
  return imagePlaces.find(({ names, tags }) => names.includes(parsed.name) && (tags === undefined || fits(tags, parsed.tag)));
}

function missing({ mounts, process }: Container, places: readonly WrittenPlace[]): readonly WritablePlace[] {
  const mounted = mounts.flatMap(destinationOf);
  const isMounted = (path: string): boolean => mounted.some((destination) => isWithin(tidy(path), destination));
  const isThere = (path: string | undefined): boolean => path !== undefined && mounted.includes(tidy(path));
  return places
    .filter(({ path, when, unless }) => !isMounted(path) && (when === undefined || isThere(when)) && !isThere(unless))
    .filter(({ variable }) => variable === undefined || process.env.some(({ name }) => name === variable))
    .map(placeOf);
}

const placeOf = ({ path, what, size, keeps, beside, exec }: WrittenPlace): WritablePlace => ({
  destination: path,
  ...(size === undefined ? {} : { size: size * mib }),
  ...(exec && { exec }),
  ...(keeps && { keeps: what }),
  ...(beside && { beside: what }),
});

const destinationOf = ({ destination }: Mount): readonly string[] => {
  const path = knownValue(destination);
  return path === undefined ? [] : [tidy(path)];
};

/** /var/run and /var/lock are links into /run in the images of the table. */
const tidy = (path: string): string =>
  path
    .replace(/\/{1,64}$/, '')
    .replace(/^\/var\/run(?=\/|$)/, '/run')
    .replace(/^\/var\/lock(?=\/|$)/, '/run/lock');

const isWithin = (path: string, folder: string): boolean => path === folder || (folder !== '' && path.startsWith(`${folder}/`));

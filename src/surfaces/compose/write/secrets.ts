import type { Settings } from '../../../model/index.ts';
import { below, nodeAt, remove, setScalar, type Way } from '../../../text/yaml/edit/index.ts';
import { isOwn, noteShared, placeOf, type Result, type Writing } from './writing.ts';

const octal = (mode: number): string => `0${mode.toString(8)}`;

export function narrowMode(writing: Writing, { name, mode, uid }: Settings['secrets.mode']): Result {
  const use = writing.container.secrets.find((one) => one.name === name && (one.mode?.state !== 'written' || one.mode.value !== mode));
  const place = use === undefined ? undefined : placeOf(use.origin);
  if (place === undefined) return `the secret ${name} is not used here`;
  if (!isOwn(writing, place)) noteShared(writing, place);
  const node = nodeAt(place);
  if (node.kind === 'scalar')
    return [
      {
        source: node.source,
        start: node.start,
        end: node.end,
        text: `{source: ${name}, ${uid === undefined ? '' : `uid: "${uid}", `}mode: ${octal(mode)}}`,
      },
    ];
  if (uid !== undefined) return `it needs an owner as well: write uid: "${uid}" and mode: ${octal(mode)}`;
  const written = below(place, 'mode');
  if (written === undefined) return 'it is written in a way that cannot be changed here: give it a mode';
  const old = nodeAt(written);
  if (old.kind !== 'scalar') return 'its mode is no number';
  return old.style === 'quoted'
    ? setScalar(written, octal(mode))
    : [{ source: old.source, start: old.start, end: old.end, text: octal(mode) }];
}

/** Kept by the engine (Swarm, Podman): Compose without either does not start it. */
export function keepOutside(writing: Writing, { name }: Settings['secrets.external']): Result {
  const { service } = writing;
  const section = below({ root: service.root, spots: [] }, 'secrets');
  const place = section === undefined ? undefined : below(section, name);
  if (place === undefined) return `the secret ${name} is not declared in this file`;
  const written = (['file', 'environment', 'content'] as const).map((key) => below(place, key)).filter((way) => way !== undefined);
  const [first, ...more] = written;
  if (first === undefined || more.length > 0) return `the secret ${name} is written in a way that cannot be changed here`;
  writing.notes.add(`Create the secret ${name} in the engine: docker secret create ${name} FILE, or podman secret create ${name} FILE.`);
  return external(first);
}

function external(way: Way): Result {
  const spot = way.spots.at(-1);
  if (spot === undefined || !('pair' in spot) || spot.pair.alias !== undefined || spot.pair.value.kind !== 'scalar') return remove(way, 0);
  const { key, value } = spot.pair;
  if (value.kind === 'scalar' && value.style === 'block') return 'it is a text block: replace it by external: true';
  return [{ source: key.source, start: key.start, end: value.end, text: 'external: true' }];
}

import type { Settings } from '../../../model/index.ts';
import { addKey, anchorOn, below, joined, nodeAt, setScalar, type Way } from '../../../text/yaml/edit/index.ts';
import { originOfPair } from '../../../text/yaml/node.ts';
import { addTo } from './keys.ts';
import { isOwn, noteShared, placeOf, type Result, type Writing } from './writing.ts';

/**
 * A secret out of the environment. Where the image is known to read a file, a variable names one that Compose mounts; elsewhere, and
 * from a `${NAME:-default}`, only the value goes and the caller gives it. It is copied nowhere.
 */
export function giveAsSecret(writing: Writing, { name, file }: Settings['process.env.secret']): Result {
  const variable = writing.container.process.env.find((one) => one.name === name);
  const place = variable === undefined ? undefined : placeOf(variable.origin);
  if (variable === undefined || place === undefined) return `${name} is not written here`;
  if (!isOwn(writing, place)) return `${name} comes from what the service extends or merges: take it out there`;
  const spot = place.spots.at(-1);
  const node = nodeAt(place);
  if (spot === undefined || node.kind !== 'scalar') return 'it is written in a way that cannot be changed here';
  const text = 'pair' in spot ? node.text : node.text.slice(node.text.indexOf('=') + 1);
  const fallback = /^\$\{([A-Za-z_][A-Za-z0-9_]*):?-.*\}$/s.exec(text)?.[1];
  if (fallback !== undefined) {
    writing.notes.add(`Set ${fallback} where Compose is started, or in a .env file that is not kept with the source.`);
    return setScalar(place, 'pair' in spot ? `\${${fallback}:?}` : `${name}=\${${fallback}:?}`);
  }
  if (text.includes('$')) return `the value of ${name} is put together from variables and text: move the text into a variable`;
  // Whoever shares the anchor would get the name of a file that only this service mounts.
  if (anchorOn(place) !== undefined) {
    noteShared(writing, place);
    return passOn(writing, place, name);
  }
  return file === undefined ? passOn(writing, place, name) : asFile(writing, place, name, file.variable);
}

/** Only the name: the value comes from the caller. */
function passOn(writing: Writing, place: Way, name: string): Result {
  writing.notes.add(
    `Set ${name} where Compose is started: its value is no longer in the file. It stays in the environment of the program, since the image is not known to read a file instead.`,
  );
  const node = nodeAt(place);
  const spot = place.spots.at(-1);
  if (spot !== undefined && !('pair' in spot)) return setScalar(place, name);
  return [{ source: node.source, start: node.start, end: node.end, text: `\${${name}:?}` }];
}

function asFile(writing: Writing, place: Way, name: string, variable: string): Result {
  const secret = name.toLowerCase();
  const target = `/run/secrets/${secret}`;
  const spot = place.spots.at(-1);
  if (spot === undefined) return 'it is written in a way that cannot be changed here';
  if (writing.container.process.env.some((one) => one.name === variable)) return `${variable} is written as well: take ${name} out`;
  const inPlace: Result = 'pair' in spot ? renamed(place, variable, target) : setScalar(place, `${variable}=${target}`);
  const use = isUsed(writing, secret) ? [] : addTo(writing, 'secrets', [secret]);
  const declared = declare(writing, secret);
  writing.notes.add(
    `Put the secret into ./secrets/${secret}, and keep that file out of the source. Compose mounts it as it is: whoever the program runs as must be able to read it.`,
  );
  return joined([inPlace, use, declared]);
}

function renamed(place: Way, name: string, value: string): Result {
  const spot = place.spots.at(-1);
  if (spot === undefined || !('pair' in spot)) return 'it is written in a way that cannot be changed here';
  const { start, end, source } = originOfPair(spot.pair);
  if (spot.pair.alias !== undefined) return 'its value is an alias: write it out first';
  return [{ source, start, end, text: spot.pair.key.style === 'quoted' ? `"${name}": "${value}"` : `${name}: ${value}` }];
}

const isUsed = ({ container }: Writing, secret: string): boolean => container.secrets.some(({ name }) => name === secret);

/** `secrets:` at the top of the file. */
function declare({ service }: Writing, secret: string): Result {
  const top: Way = { root: service.root, spots: [] };
  const value = { file: `./secrets/${secret}` };
  const section = below(top, 'secrets');
  if (section === undefined) return addKey(top, 'secrets', { [secret]: value });
  return below(section, secret) === undefined ? addKey(section, secret, value) : [];
}

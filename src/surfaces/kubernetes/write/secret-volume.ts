import { imageUser } from '../../../facts/official-images.ts';
import { type Edit, isRootUser, knownValue, type SecretFileVariable } from '../../../model/index.ts';
import { addItems, addKey, below, isAlias, joined, nodeAt, type Spliced, setScalar, type Way } from '../../../text/yaml/edit/index.ts';
import { styleOf } from '../../../text/yaml/edit/style.ts';
import type { YamlValue } from '../../../text/yaml/edit/value.ts';
import { get, itemsOf, type YamlNode } from '../../../text/yaml/node.ts';
import { asText } from '../../../text/yaml/value.ts';
import { replaced } from './environment-value.ts';
import { giveFilesGroup } from './secrets.ts';
import type { Result, Writing } from './writing.ts';

/** One key of a Secret as a file of the container, and the variable that names the file. */
interface Wish {
  /** The entry of `env`. */
  readonly place: Way;
  readonly value: Way;
  readonly key: string;
  readonly secret: string;
  readonly file: SecretFileVariable;
}

/**
 * A volume of the Secret, mounted read-only, and NAME_FILE instead of NAME. The kubelet makes the files root's; where an fsGroup is
 * written it gives them to that group and lets it read (SetVolumeOwnership, pkg/volume/volume_linux.go). So 0400 is enough where root
 * reads them, and everybody else needs the group.
 */
export function mountSecret(writing: Writing, { place, value, key, secret, file }: Wish): Result {
  const volume = volumeOf(writing, secret);
  const mounted = mountOf(writing, volume.name);
  const folder = mounted ?? `/run/secrets/${secret}`;
  const name = below(place, 'name');
  if (name === undefined) return 'it is written in a way that cannot be changed here';
  const results: Spliced[] = [
    setScalar(name, file.variable),
    nodeIsBlock(value) ? replaced(value, 'value', `${folder}/${key}`) : setScalar(value, `${folder}/${key}`),
  ];
  // What stands further in comes first: both may end where the text ends.
  if (mounted === undefined) results.push(addTo(writing.entry, 'volumeMounts', { name: volume.name, mountPath: folder, readOnly: true }));
  if (!volume.isThere) {
    const mode = readByRoot(writing, file) ? 0o400 : 0o440;
    const entry = { name: volume.name, secret: { secretName: secret, defaultMode: mode } };
    results.push(inOctal(addTo(writing.pod, 'volumes', entry), mode, styleOf(writing.pod.root).json));
    if (mode === 0o440) results.push(giveFilesGroup(writing, file.gid));
  }
  return joined(results);
}

const nodeIsBlock = (way: Way): boolean => {
  const node = nodeAt(way);
  return node.kind === 'scalar' && node.style === 'block';
};

/** Root starts it and nothing else reads: then the file needs no group. */
function readByRoot({ container: { image, process } }: Writing, { late }: SecretFileVariable): boolean {
  if (late === true || knownValue(process.runAsNonRoot) === true) return false;
  if (process.user !== undefined) return process.user.state === 'written' && isRootUser(process.user.value);
  const reference = knownValue(image.reference);
  const user = reference === undefined ? undefined : imageUser(reference)?.user;
  return user === '' || user === 'root' || user === '0';
}

const specOf = ({ found }: Writing): YamlNode => found.template.spec;

/** The volume that holds all keys of the Secret, or the name of a new one. */
function volumeOf(writing: Writing, secret: string): { readonly name: string; readonly isThere: boolean } {
  const volumes = itemsOf(get(specOf(writing), 'volumes'));
  const fits = (node: YamlNode): boolean =>
    asText(get(get(node, 'secret'), 'secretName')) === secret && get(get(node, 'secret'), 'items') === undefined;
  const there = asText(get(volumes.find(fits), 'name'));
  if (there !== undefined) return { name: there, isThere: true };
  const taken = new Set(volumes.map((node) => asText(get(node, 'name'))));
  // A DNS label: no dots, 63 characters.
  const label = secret.replaceAll('.', '-').slice(0, 48).replace(/-+$/, '');
  const names = [`${label}-secret`, ...Array.from({ length: taken.size }, (_, index) => `${label}-secret-${index + 2}`)];
  return { name: names.find((one) => !taken.has(one)) ?? `${label}-secret`, isThere: false };
}

/** Where the container mounts a volume as a whole. */
function mountOf({ found }: Writing, volume: string): string | undefined {
  const whole = (node: YamlNode): boolean =>
    asText(get(node, 'name')) === volume && get(node, 'subPath') === undefined && get(node, 'subPathExpr') === undefined;
  return asText(get(itemsOf(get(found.node, 'volumeMounts')).find(whole), 'mountPath'))?.replace(/\/+$/, '');
}

function addTo(way: Way, key: string, item: YamlValue): Spliced {
  const list = below(way, key);
  if (list === undefined) return addKey(way, key, [item]);
  return isAlias(list.spots.at(-1)) ? `${key} comes from an anchor: write it out first` : addItems(list, [item]);
}

/** In octal, as everybody writes it; JSON has no octal. */
const inOctal = (result: Spliced, mode: number, json: boolean): Spliced =>
  typeof result === 'string' || json
    ? result
    : result.map((edit): Edit => ({ ...edit, text: edit.text.replace(`defaultMode: ${mode}`, `defaultMode: 0${mode.toString(8)}`) }));

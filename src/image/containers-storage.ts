import { Unreadable } from '../model/index.ts';
import { isObject, type Loose, listOf, stringsOf, textOf } from '../text/json/loose.ts';

/** An image in a store of containers/storage, as Podman, Buildah and CRI-O have it. */
export interface StoredImage {
  readonly id: string;
  readonly names: readonly string[];
  /** What may be its configuration: its path inside the store, and its digest in hexadecimal digits. */
  readonly configs: readonly { readonly path: string; readonly hex: string }[];
  readonly layers: readonly StoredLayer[];
}

export interface StoredLayer {
  readonly id: string;
  /** "sha256:…" of the layer unpacked; absent: the store does not say. */
  readonly diffId?: string;
}

/** No image has more; a longer chain is a circle. */
const mostLayers = 1000;

const isId = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

/**
 * The image of a name or id in a store. `lists`: `DRIVER-images/images.json` and the lists of layers. Source: containers/storage 1.59 images.go, layers.go, docs/. Undefined: it
 * has none of that name. Throws Unreadable where several have it, or its layers are not there.
 */
export function storedImage(
  driver: string,
  lists: { readonly images: unknown; readonly layers: readonly unknown[] },
  wanted: readonly string[],
): StoredImage | undefined {
  const images = listOf(lists.images).filter(isObject);
  for (const name of wanted) {
    const found = images.filter((image) => listOf(image.names).includes(name) || hasId(image, name));
    if (found.length > 1) throw new Unreadable(`${name} is the beginning of several ids: say more of it`);
    if (found[0] !== undefined) return imageOf(driver, found[0], lists.layers);
  }
  return undefined;
}

const hasId = ({ id }: Loose, name: string): boolean => {
  const hex = name.replace(/^sha256:/, '');
  return /^[0-9a-f]{12,64}$/.test(hex) && textOf(id)?.startsWith(hex) === true;
};

function imageOf(driver: string, image: Loose, lists: readonly unknown[]): StoredImage {
  const id = textOf(image.id) ?? '';
  if (!isId(id)) throw new Unreadable('the store names an image whose id is none');
  const keys = listOf(image['big-data-names']).filter((key): key is string => /^sha256:[0-9a-f]{64}$/.test(textOf(key) ?? ''));
  const known = new Map(lists.flatMap((list) => listOf(list).filter(isObject)).map((layer) => [textOf(layer.id) ?? '', layer]));
  const layers: StoredLayer[] = [];
  for (let at = textOf(image.layer); at !== undefined; ) {
    const layer = known.get(at);
    if (layer === undefined || !isId(at)) throw new Unreadable(`the layer ${at.slice(0, 12)} of it is not in the store`);
    if (layers.length >= mostLayers) throw new Unreadable('its layers run in a circle');
    const diffId = textOf(layer['diff-digest']);
    layers.unshift({ id: at, ...(diffId === undefined ? {} : { diffId }) });
    at = textOf(layer.parent);
  }
  return {
    id,
    names: stringsOf(image.names),
    configs: keys.map((key) => ({ path: `${driver}-images/${id}/=${btoa(key)}`, hex: key.slice('sha256:'.length) })),
    layers,
  };
}

/** The full names that a short one may stand for in a store: what is built or imported is of "localhost". Source: podman-build(1), podman-tag(1), podman 5.8. */
export function storedNames(reference: string): readonly string[] {
  const [before = '', digest] = reference.split('@', 2);
  const tagged = digest !== undefined || before.lastIndexOf(':') > before.lastIndexOf('/') ? reference : `${reference}:latest`;
  const slash = tagged.indexOf('/');
  const first = tagged.slice(0, Math.max(0, slash));
  if (/[.:]/.test(first) || first === 'localhost') return [tagged, reference];
  return [`localhost/${tagged}`, `docker.io/${slash < 0 ? `library/${tagged}` : tagged}`, reference];
}

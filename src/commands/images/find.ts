import { type Endpoint, endpoints } from '../../facts/engines/sockets.ts';
import { type Platform, platformIn, platformName, serves } from '../../facts/platform.ts';
import { type Caller, caller } from '../../host/caller.ts';
import { NobodyThere } from '../../host/engine-api.ts';
import { lookAt } from '../../host/read.ts';
import { parsed } from '../../image/index.ts';
import { Unreadable } from '../../model/index.ts';
import { oneLine } from '../../text/printable.ts';
import type { ImageChoice } from './choice.ts';
import { engineImage } from './engine.ts';
import { fitName, type OpenImage } from './open-image.ts';
import { podmanImage } from './podman-program.ts';

/** An image, and what was said where it was looked for before. */
export interface FoundIn {
  readonly image: OpenImage;
  /** One line each: who was asked before and could not say. */
  readonly failed: readonly string[];
}

/** One place to look. It answers nothing where it has none of that name; 'not there': there is no such place. */
interface Look {
  readonly where: string;
  find(): Promise<OpenImage | 'not there' | 'not asked' | undefined>;
}

/** The image of that name: what is here comes first, as with `run`. Throws Unreadable, one line with what each place said. */
export async function findImage(reference: string, choice: ImageChoice, by: Caller = caller()): Promise<FoundIn> {
  fitName(reference);
  const failed: string[] = [];
  const silent: string[] = [];
  for (const { where, find } of looks(reference, choice, by)) {
    try {
      const image = await find();
      if (image === 'not asked') continue;
      if (image === undefined || image === 'not there') silent.push(`${where}: ${image === undefined ? 'it has no such image' : 'it is not there'}`);
      else {
        const other = otherPlatform(image, choice.platform);
        if (other === undefined) return { image, failed };
        failed.push(`${where}: what it has is for ${other}`);
      }
    } catch (error) {
      if (error instanceof NobodyThere) silent.push(`${where}: ${error.message}`);
      else if (error instanceof Unreadable) failed.push(where === registry ? error.message : `${where}: ${error.message}`);
      else throw error;
    }
  }
  throw new Unreadable(`the image is not to be had: ${[...failed, ...silent].join('; ')}`);
}

const registry = 'the registry';

/** The platform of an image that is not the wanted one. */
function otherPlatform({ images: { images } }: OpenImage, wanted: Platform | undefined): string | undefined {
  if (wanted === undefined) return undefined;
  const platforms = images.map(({ config }) => platformIn(parsed(config, 'its configuration')));
  if (platforms.some((there) => there !== undefined && serves(there, wanted))) return undefined;
  return platforms.map((there) => (there === undefined ? 'an unknown platform' : platformName(there))).join(', ');
}

function looks(reference: string, choice: ImageChoice, by: Caller): readonly Look[] {
  const { from, store } = choice;
  if (store !== undefined) {
    if (from !== undefined && from !== 'podman') throw new Unreadable('--store is a store of Podman: it does not go with another --from');
    return [{ where: store, find: async () => (await import('./store.ts')).storeImage(store, reference) }];
  }
  const isAsked = (place: ImageChoice['from']): boolean => from === undefined || from === place;
  return [
    ...(isAsked('docker') ? engines('docker', reference, by) : []),
    ...(isAsked('podman') ? podman(reference, by) : []),
    ...(isAsked('registry')
      ? [{ where: registry, find: async () => (await import('./registry.ts')).registryImage(reference, choice.platform, by) }]
      : []),
  ];
}

const engines = (kind: Endpoint['engine'], reference: string, by: Caller): Look[] =>
  endpoints(kind, by).map((endpoint) => ({
    where: endpoint.from === undefined ? endpoint.url : `${endpoint.url} (${endpoint.from})`,
    find: () => engineImage(endpoint, reference),
  }));

/** Whoever set CONTAINER_HOST means that one. Else the program comes first: it is the caller's own, needs no daemon, and reads short names as he is used to. */
function podman(reference: string, by: Caller): Look[] {
  const apis = engines('podman', reference, by);
  if ((by.env.CONTAINER_HOST ?? '') !== '') return apis;
  let isThere = true;
  const program: Look = {
    where: 'the program podman',
    async find() {
      const image = await podmanImage(reference);
      isThere = image !== 'not there';
      return image;
    },
  };
  const path = ownStore(by);
  const store: Look = {
    where: path,
    find: async () => (lookAt(path) === undefined ? 'not there' : (await import('./store.ts')).storeImage(path, reference)),
  };
  // Where the program is, it has answered for all of them.
  return [program, ...[...apis, store].map((look): Look => ({ ...look, find: async () => (isThere ? 'not asked' : look.find()) }))];
}

/** Where Podman keeps what it has (containers-storage.conf(5), graphroot). */
function ownStore({ env, home }: Caller): string {
  const data = env.XDG_DATA_HOME === undefined || env.XDG_DATA_HOME === '' ? `${home}/.local/share` : env.XDG_DATA_HOME;
  return process.geteuid?.() === 0 ? '/var/lib/containers/storage' : `${data}/containers/storage`;
}

/** One line on where an image comes from, and on who could not say. */
export const toldOf = (name: string, { image, failed }: FoundIn): string =>
  oneLine(`${name} comes from ${image.where}${failed.map((why) => `; ${why}`).join('')}`);

import { type Endpoint, endpoints, howToStart } from '../../facts/engines/sockets.ts';
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
  readonly kind: 'Docker' | 'Podman' | 'registry';
  /** Absent: what it says tells by itself where that was. */
  readonly where?: string;
  /** Somebody named this place. */
  readonly named?: boolean;
  find(): Promise<OpenImage | 'not there' | 'not asked' | undefined>;
}

/** Why it is not from there. */
interface Miss extends Pick<Look, 'kind' | 'where' | 'named'> {
  readonly why: string;
  readonly how: 'nobody' | 'absent' | 'failed';
}

/** The image of that name: what is here comes first, as with `run`. Throws Unreadable, one line with what each place said. */
export async function findImage(reference: string, choice: ImageChoice, by: Caller = caller()): Promise<FoundIn> {
  fitName(reference);
  const misses: Miss[] = [];
  for (const look of looks(reference, choice, by)) {
    const found = await foundBy(look, choice.platform);
    if (found === undefined) continue;
    if ('image' in found) return { image: found.image, failed: misses.filter(({ how }) => how === 'failed').map(saidBy) };
    misses.push(found);
  }
  throw new Unreadable(`the image is not to be had: ${allOf(misses, choice).join('; ')}`);
}

async function foundBy(look: Look, wanted: Platform | undefined): Promise<{ readonly image: OpenImage } | Miss | undefined> {
  const miss = (how: Miss['how'], why: string): Miss => ({ ...look, how, why });
  try {
    const image = await look.find();
    if (image === 'not asked') return undefined;
    if (image === undefined) return miss('absent', 'it has no such image');
    if (image === 'not there') return miss('nobody', 'it is not there');
    const other = otherPlatform(image, wanted);
    return other === undefined ? { image } : { kind: look.kind, named: true, how: 'failed', why: `${image.where} has it for ${other}` };
  } catch (error) {
    if (error instanceof Unreadable) return miss(error instanceof NobodyThere ? 'nobody' : 'failed', error.message);
    throw error;
  }
}

const saidBy = ({ where, why }: Miss): string => (where === undefined ? why : `${where}: ${why}`);

/** Places where an engine usually listens are many: that nobody does is said once. */
function allOf(misses: readonly Miss[], { from }: ImageChoice): readonly string[] {
  const isUsual = ({ how, named }: Miss): boolean => how === 'nobody' && named !== true;
  const answered = new Set(misses.filter((miss) => !isUsual(miss)).map(({ kind }) => kind));
  return [
    ...new Set(
      misses.flatMap((miss) =>
        !isUsual(miss)
          ? saidBy(miss)
          : answered.has(miss.kind)
            ? []
            : `no ${miss.kind} answers${from === 'docker' || from === 'podman' ? `: ${howToStart[from]}` : ''}`,
      ),
    ),
  ];
}

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
    return [{ kind: 'Podman', where: store, named: true, find: async () => (await import('./store.ts')).storeImage(store, reference) }];
  }
  const isAsked = (place: ImageChoice['from']): boolean => from === undefined || from === place;
  return [
    ...(isAsked('docker') ? engines('docker', reference, by) : []),
    ...(isAsked('podman') ? podman(reference, by) : []),
    ...(isAsked('registry')
      ? [{ kind: 'registry' as const, find: async () => (await import('./registry.ts')).registryImage(reference, choice.platform, by) }]
      : []),
  ];
}

const engines = (kind: Endpoint['engine'], reference: string, by: Caller): Look[] =>
  endpoints(kind, by).map((endpoint) => ({
    kind: kind === 'docker' ? 'Docker' : 'Podman',
    named: endpoint.from !== undefined,
    where: endpoint.from === undefined ? endpoint.url : `${endpoint.url} (${endpoint.from})`,
    find: () => engineImage(endpoint, reference),
  }));

/** Whoever set CONTAINER_HOST means that one. Else the program comes first: it is the caller's own, needs no daemon, and reads short names as he is used to. */
function podman(reference: string, by: Caller): Look[] {
  const apis = engines('podman', reference, by);
  if ((by.env.CONTAINER_HOST ?? '') !== '') return apis;
  let isThere = true;
  const program: Look = {
    kind: 'Podman',
    where: 'the program podman',
    async find() {
      const image = await podmanImage(reference);
      isThere = image !== 'not there';
      return image;
    },
  };
  const path = ownStore(by);
  const store: Look = {
    kind: 'Podman',
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

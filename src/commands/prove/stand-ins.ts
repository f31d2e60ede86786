import { isAbsolute } from 'node:path';
import { lookAt } from '../../host/read.ts';
import { emptyBeside } from '../../host/scratch.ts';
import { Unreadable } from '../../model/index.ts';
import type { EngineProgram } from './engine.ts';

/** The options of a run command, such that the run makes nothing that would stay behind. */
export interface StandIns {
  /** `program`: the path of the probe program, beside which there is room for what has to stand in. */
  readonly options: (program: string) => readonly string[];
  readonly notes: readonly string[];
  /** The mount points in the container where something else stood in. */
  readonly points: readonly string[];
}

/**
 * A run makes the named volumes and the folders of the host that are not there yet, and fails for a network or container that is not. An empty volume
 * that goes with the container stands for the first, and the last are left out.
 */
export async function standIns(options: readonly string[], engine: EngineProgram): Promise<StandIns> {
  const found = await Promise.all(options.map((option) => standIn(option, engine)));
  return {
    options: (program) => found.flatMap(({ option }, index) => (typeof option === 'function' ? option(program, index) : (option ?? []))),
    notes: found.flatMap(({ note }) => note ?? []),
    points: found.flatMap(({ point }) => point ?? []),
  };
}

interface Found {
  readonly option?: string | ((program: string, index: number) => string);
  readonly note?: string;
  readonly point?: string;
}

async function standIn(option: string, engine: EngineProgram): Promise<Found> {
  const [name = '', value = ''] = cut(option, '=');
  if (name === '--volume') return volume(option, value, engine);
  if (name === '--mount') return mount(option, value, engine);
  const other = ['--network', '--net', '--pid', '--ipc', '--uts', '--cgroupns', '--userns', '--volumes-from'].includes(name) ? value : '';
  const joined = name === '--volumes-from' ? cut(other, ':')[0] : /^container:(.+)$/.exec(other)?.[1];
  if (joined !== undefined && joined !== '') {
    if (await exists(engine, 'container', joined)) return { option };
    return { note: `there is no container ${joined}: ${name} ${value} was left out` };
  }
  const network = name === '--network' || name === '--net' ? networkName(value) : undefined;
  if (network === undefined || (await exists(engine, 'network', network))) return { option };
  return { note: `there is no network ${network} yet: the engine's own stood in its place` };
}

/** Undefined for a mode, which is no network's name. */
function networkName(value: string): string | undefined {
  const name = /(?:^|,)name=([^,]+)/.exec(value)?.[1] ?? value;
  return /^(?:|host|none|bridge|default|private|podman|nat|ns:.*|slirp4netns.*|pasta.*|bridge:.*|.*=.*)$/.test(name) ? undefined : name;
}

async function volume(option: string, value: string, engine: EngineProgram): Promise<Found> {
  const [source = '', destination = '', flags = ''] = value.split(':');
  if (destination === '' || (await isThere(source, engine))) return { option };
  return emptied(source, destination, flags.split(',').includes('ro'));
}

async function mount(option: string, value: string, engine: EngineProgram): Promise<Found> {
  const pairs = new Map(value.split(',').map((pair) => cut(pair, '=')));
  const source = pairs.get('source') ?? pairs.get('src') ?? '';
  const destination = pairs.get('destination') ?? pairs.get('dst') ?? pairs.get('target') ?? '';
  const kind = pairs.get('type') ?? 'volume';
  if (source === '' || (kind !== 'volume' && kind !== 'bind') || (await isThere(source, engine))) return { option };
  const readonly = [pairs.get('readonly'), pairs.get('ro')].some((word) => word === '' || word === 'true');
  return emptied(source, destination, readonly);
}

/** A folder that only the engine may look at is taken for there. */
async function isThere(source: string, engine: EngineProgram): Promise<boolean> {
  if (!isAbsolute(source)) return source.startsWith('.') || exists(engine, 'volume', source);
  try {
    return lookAt(source) !== undefined;
  } catch (error) {
    if (error instanceof Unreadable) return true;
    throw error;
  }
}

const emptied = (source: string, destination: string, readonly: boolean): Found => ({
  option: readonly
    ? (program, index) => `--volume=${emptyBeside(program, `${index}`)}:${destination}:ro,z`
    : `--mount=type=volume,destination=${destination}`,
  point: destination,
  note: `there is no ${source} yet: an empty ${readonly ? 'folder' : 'volume'} stood in its place at ${destination}`,
});

const exists = async (engine: EngineProgram, kind: 'container' | 'network' | 'volume', name: string): Promise<boolean> =>
  (await engine.run([kind, 'inspect', name])).kind === 'done';

function cut(text: string, at: string): [string, string] {
  const index = text.indexOf(at);
  return index === -1 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
}

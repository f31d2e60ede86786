import { lookAt, readText } from '../../../host/read.ts';
import { findTool } from '../../../host/run-tool.ts';
import { type IdMap, isRange, onlyRoot, rangeFor, rowsOf } from '../../../run/index.ts';
import { askProgram } from '../../engine-program.ts';

/** Which ids the containers of this caller have. */
export interface CallerIds {
  /** Absent: those of the host. */
  readonly map?: IdMap;
  /** Words before a program that is to have these ids itself, root of which is the caller; none for root, who may give files to everybody. */
  readonly enter: readonly string[];
  /** The caller is not root, and nobody but root of the container is mapped. */
  readonly single: boolean;
}

export const isRoot = (): boolean => process.geteuid?.() === 0;

/** Ids of nobody for an image that root starts; those of the host where there is no range for them. */
export function idsOfRoot(digest: string): CallerIds {
  const text = (path: string): string => (lookAt(path) === undefined ? '' : readText(path));
  const map = rangeFor(digest, text('/etc/subuid'), text('/etc/subgid'));
  return { ...(map === undefined ? {} : { map }), enter: [], single: false };
}

/**
 * The caller himself as root of the container, and beside him the ids that he was given, which newuidmap maps: asked of the kernel, in a namespace made as the
 * container's will be. By himself alone where he has none, or where unshare is older than util-linux 2.38.
 */
export async function idsOfCaller(): Promise<CallerIds> {
  const unshare = await findTool('unshare');
  if (unshare !== undefined) {
    const enter = [unshare, '--user', '--map-auto', '--map-root-user', '--'];
    const said = await entered(enter, ['cat', '/proc/self/uid_map', '/dev/null', '/proc/self/gid_map']);
    const rows = said === undefined ? [] : rowsOf(said);
    const second = rows.findIndex(({ containerID }, index) => index > 0 && containerID === 0);
    const map = { uids: rows.slice(0, second), gids: rows.slice(second) };
    if (second > 0 && isRange(map)) return { map, enter, single: false };
  }
  return { map: onlyRoot(process.geteuid?.() ?? 0, process.getegid?.() ?? 0), enter: [], single: true };
}

async function entered([first = '', ...rest]: readonly string[], words: readonly string[]): Promise<string | undefined> {
  const result = await askProgram(first, [...rest, ...words], 30_000);
  return result.kind === 'done' ? result.stdout : undefined;
}

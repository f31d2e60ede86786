/** A row of uid_map or gid_map, in the words of the runtime specification. */
export interface IdRow {
  readonly containerID: number;
  readonly hostID: number;
  readonly size: number;
}

/** Which ids of the host those of a container are. */
export interface IdMap {
  readonly uids: readonly IdRow[];
  readonly gids: readonly IdRow[];
}

/** What a container's users need at least, so that an ordinary one is among them. */
const enough = 65_536;

/** The id of the host for one inside; undefined: nobody has it. */
export const hostId = (rows: readonly IdRow[], id: number): number | undefined =>
  rows.flatMap(({ containerID, hostID, size }) => (id >= containerID && id < containerID + size ? [hostID + id - containerID] : []))[0];

/** How many ids there are from 0 on without a gap. */
export const idsFromZero = (rows: readonly IdRow[]): number => {
  let next = 0;
  for (const { containerID, size } of rows.toSorted((a, b) => a.containerID - b.containerID)) if (containerID === next) next += size;
  return next;
};

export const isRange = ({ uids, gids }: IdMap): boolean => idsFromZero(uids) >= enough && idsFromZero(gids) >= enough;

/** The rows of a uid_map or gid_map of /proc. */
export const rowsOf = (text: string): readonly IdRow[] =>
  text.split('\n').flatMap((line) => {
    const [containerID, hostID, size] = line.trim().split(/\s+/).map(Number);
    return containerID === undefined || hostID === undefined || !size ? [] : [{ containerID, hostID, size }];
  });

/** Root of the container, and nobody else, is this user. */
export const onlyRoot = (uid: number, gid: number): IdMap => ({
  uids: [{ containerID: 0, hostID: uid, size: 1 }],
  gids: [{ containerID: 0, hostID: gid, size: 1 }],
});

/**
 * Ids of nobody for what root starts: out of the range that subuid(5) and subgid(5) give the user `containers`, as Podman does (containers-storage.conf(5),
 * root-auto-userns-user). Where the range is long, each image has its own 65536 of it, so that what gets out of one has no right to another's. `digest`: of the
 * image, in hexadecimal digits. Undefined: there is no range.
 */
export function rangeFor(digest: string, subuid: string, subgid: string): IdMap | undefined {
  const [uid, gid] = [startIn(subuid, digest), startIn(subgid, digest)];
  if (uid === undefined || gid === undefined) return undefined;
  const row = (hostID: number): IdRow => ({ containerID: 0, hostID, size: enough });
  return { uids: [row(uid)], gids: [row(gid)] };
}

function startIn(text: string, digest: string): number | undefined {
  for (const line of text.split('\n')) {
    const [, start = 0, count = 0] = (/^containers:(\d{1,10}):(\d{1,10})$/.exec(line.trim()) ?? []).map(Number);
    const slices = Math.floor(Math.min(count, 2 ** 32 - 1 - start) / enough);
    // Podman begins with the first ids of the range.
    if (start > 0 && slices > 0) return start + enough * (slices === 1 ? 0 : 1 + (Number.parseInt(digest.slice(0, 12), 16) % (slices - 1)));
  }
  return undefined;
}

/** The mappings of a configuration, where both are there and nobody inside is root outside; undefined otherwise. */
export function mapIn(linux: unknown): IdMap | undefined {
  const { uidMappings, gidMappings } = (linux ?? {}) as { uidMappings?: unknown; gidMappings?: unknown };
  const [uids, gids] = [rowsIn(uidMappings), rowsIn(gidMappings)];
  return uids === undefined || gids === undefined ? undefined : { uids, gids };
}

function rowsIn(value: unknown): readonly IdRow[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const rows = value as readonly (Partial<IdRow> | null)[];
  const isRow = (row: Partial<IdRow> | null): row is IdRow =>
    [row?.containerID, row?.hostID, row?.size].every((part) => Number.isSafeInteger(part)) && (row?.hostID ?? 0) > 0;
  return rows.every(isRow) ? rows.map(({ containerID, hostID, size }) => ({ containerID, hostID, size })) : undefined;
}

import { faultWays } from './faults.ts';
import { hostWays } from './host.ts';
import { insideWays } from './inside.ts';
import { kernelWays } from './kernel.ts';
import { prizeWays } from './prizes.ts';
import type { WayKind } from './shape.ts';
import { sharingWays } from './sharing.ts';

export type { WayKind } from './shape.ts';

/** Every kind of step that there is. */
export const wayKinds: readonly WayKind[] = [...insideWays, ...kernelWays, ...hostWays, ...sharingWays, ...prizeWays, ...faultWays];

const byId: ReadonlyMap<string, WayKind> = new Map(wayKinds.map((kind) => [kind.id, kind]));

/** What a step does and where that was read; undefined: there is no such kind. */
export const wayKind = (id: string): WayKind | undefined => byId.get(id);

import { tmpfsOwner } from '../../facts/tmpfs-owner.ts';
import type { EngineKind, WritablePlace } from '../../model/index.ts';
import { sizeText } from './size-text.ts';

/** `PATH:OPTION,…` as --tmpfs, Tmpfs= and Compose's tmpfs take it: Podman adds no noexec by itself, so all is written out. */
export function tmpfsText({ destination, size, owner, exec }: WritablePlace, engine: EngineKind): string {
  const words = [
    exec ? 'exec' : 'noexec',
    'nosuid',
    'nodev',
    ...(size === undefined ? [] : [`size=${sizeText(size)}`]),
    ...(owner === undefined ? [] : tmpfsOwner(owner, engine)),
  ];
  return `${destination}:${words.join(',')}`;
}

/** Why a tmpfs would not do: one clause. */
export function tmpfsRefused(places: readonly WritablePlace[]): string | undefined {
  for (const { destination, keeps, beside } of places) {
    if (keeps !== undefined) return `the image keeps ${keeps} in ${destination}: mount a volume there first`;
    if (beside !== undefined) return besideRefused(destination, beside);
  }
  return undefined;
}

/** An empty folder would cover what the image has there. */
export const besideRefused = (destination: string, beside: string): string =>
  `the image writes ${beside} into ${destination}, beside files of its own: mount a volume with a copy of that folder there first`;

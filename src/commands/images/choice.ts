import { type Platform, parsePlatform } from '../../facts/platform.ts';
import { Unreadable } from '../../model/index.ts';

export const imagePlaces = ['docker', 'podman', 'registry'] as const;

/** Where an image may be looked for. */
export interface ImageChoice {
  readonly from?: (typeof imagePlaces)[number];
  /** Absent: what is here; of a registry that of this machine. */
  readonly platform?: Platform;
  /** A folder of containers/storage. */
  readonly store?: string;
}

/** As somebody says it. */
export interface ImageFlags {
  readonly from?: ImageChoice['from'];
  readonly platform?: string;
  readonly store?: string;
}

/** An option that changes nothing is a mistake of whoever gave it, who would not see it: throws Unreadable. `about`: "about image:NAME, and web.tar is none". */
export function refuseIdle(given: object, about: string): void {
  const [option] = Object.keys(given);
  if (option !== undefined) throw new Unreadable(`--${option} is ${about}`);
}

/** Throws Unreadable, fit to print. */
export function imageChoice({ from, platform: word, store }: ImageFlags): ImageChoice {
  const platform = word === undefined ? undefined : parsePlatform(word);
  if (word !== undefined && platform === undefined)
    throw new Unreadable(
      `--platform ${JSON.stringify(word.slice(0, 60))} is none: os/architecture, or os/architecture/variant: linux/arm64`,
    );
  return {
    ...(from === undefined ? {} : { from }),
    ...(platform === undefined ? {} : { platform }),
    ...(store === undefined ? {} : { store }),
  };
}

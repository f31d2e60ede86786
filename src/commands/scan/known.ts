import { type ImageNames, withVex } from '../../advisories/vex/apply.ts';
import { readVex } from '../../advisories/vex/read.ts';
import { readText } from '../../host/read.ts';
import { type ImageContents, type Problem, Unreadable, type Vulnerability } from '../../model/index.ts';
import { oneLine, printable } from '../../text/printable.ts';
import { openLookup } from '../db/lookup.ts';
import { databasePath } from '../db/place.ts';
import { imageId } from './image-id.ts';
import type { Looked } from './look.ts';
import { withSaid } from './said.ts';

/** What is known of the packages of images. */
export interface Known {
  /** An image with its known vulnerabilities. */
  of(looked: Looked): ImageContents;
  /** What was not read of it. */
  readonly problems: readonly Problem[];
}

export interface KnownFlags {
  readonly db?: string;
  readonly vex?: readonly string[];
  readonly ignoreUnfixed?: boolean;
}

/** Nothing, so that nothing can be found. */
export const nothingKnown: Known = { of: ({ image }) => image, problems: [] };

/** Lends what is known to `work`. A database or VEX document that is damaged is a problem; a database that was named and is not there is the end. */
export async function withKnown<T>(flags: KnownFlags, work: (known: Known) => Promise<T>): Promise<T> {
  const problems: Problem[] = [];
  const path = databasePath(flags.db);
  const lookup = orProblem(problems, path, () => openLookup(path));
  if (lookup === undefined && flags.db !== undefined && problems.length === 0)
    throw new Unreadable(`--db ${flags.db}: there is no such file; bulkhead db update or db import makes it`);
  const documents = (flags.vex ?? []).flatMap((file) => orProblem(problems, file, () => readVex(file, readText(file))) ?? []);
  const isTold = ({ state }: Vulnerability): boolean => flags.ignoreUnfixed !== true || state === 'fixed' || state === 'not-affected';
  const of = (looked: Looked): ImageContents => {
    // Damage in the middle of it shows only here; the rest of the image is told all the same.
    const matched = orProblem(problems, path, () => lookup?.of(looked.image)) ?? looked.image;
    const said = looked.bill === undefined ? matched : withSaid(looked.image, matched);
    const found = withVex(said, namesOf(looked), documents);
    return { ...found, vulnerabilities: found.vulnerabilities.filter(isTold) };
  };
  try {
    return await work({ of, problems });
  } finally {
    lookup?.close();
  }
}

/** Each problem once, of however many images. */
function orProblem<T>(problems: Problem[], file: string, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const message = oneLine(printable(error.message));
    if (!problems.some((other) => other.file === file && other.message === message)) problems.push({ file, message });
    return undefined;
  }
}

function namesOf({ image, found, bill }: Looked): ImageNames {
  const { repository, tag, digest, id } = bill?.identity ?? {};
  const billed = repository === undefined ? [] : [tag === undefined ? repository : `${repository}:${tag}`];
  const asked = /^image:(.+)$/.exec(image.name)?.[1];
  const names = [asked, found?.tag, ...billed].filter((name) => name !== undefined);
  const digests = [
    digest,
    id,
    found?.kept?.digest,
    found === undefined ? undefined : imageId(found),
    ...names.map((name) => name.split('@')[1]),
  ];
  return { names, digests: digests.filter((one) => one !== undefined) };
}

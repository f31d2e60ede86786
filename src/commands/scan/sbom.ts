import { imageReference } from '../../facts/image-reference.ts';
import { caller } from '../../host/caller.ts';
import { sha1 } from '../../host/digest.ts';
import { type Report, Unreadable } from '../../model/index.ts';
import { type Bill, type ImageIdentity, writeCycloneDx, writeSpdx } from '../../sbom/index.ts';
import { toolVersion } from '../version.ts';
import type { BillFormat } from './flags.ts';
import { imageId } from './image-id.ts';
import type { Looked } from './look.ts';

/** The bill of materials of the one image that was looked at. Throws Unreadable, one line, where there are none or several. */
export function billOf(images: readonly Looked[], format: BillFormat): string {
  const [looked, ...more] = images;
  if (looked === undefined) throw new Unreadable('no image was read, so there is nothing to write a bill of materials of');
  if (more.length > 0)
    throw new Unreadable(
      `--format ${format} is about one image, and there are ${images.length}: ${images.map(({ image }) => image.name).join(', ')}`.slice(
        0,
        500,
      ),
    );
  const write = format === 'spdx' ? writeSpdx : writeCycloneDx;
  return write(billOfImage(looked), { time: timeOf(caller().env.SOURCE_DATE_EPOCH), version: toolVersion, sha1 });
}

function billOfImage({ image, platform, found, bill }: Looked): Bill {
  const { name, layers, distribution, packages, vulnerabilities, advisories } = image;
  const id = found === undefined ? undefined : imageId(found);
  const tag = tagOf(found?.tag) ?? tagOf(/^image:(.+)$/.exec(name)?.[1]);
  const identity: ImageIdentity = bill?.identity ?? {
    ...(id === undefined ? {} : { id }),
    ...(found?.kept === undefined ? {} : found.kept),
    ...(tag === undefined ? {} : { tag }),
    ...(platform === 'unknown platform' ? {} : { platform }),
  };
  return {
    ...{ name: bill?.name ?? name, identity, layers, packages, vulnerabilities },
    ...(distribution === undefined ? {} : { distribution }),
    ...(advisories === undefined ? {} : { advisories }),
  };
}

/** Of a name with one, "web:1.0": the tag. */
const tagOf = (name: string | undefined): string | undefined => (name === undefined ? undefined : imageReference(name).tag);

/** Now, or what SOURCE_DATE_EPOCH says, so that the same image gives the same bytes (reproducible-builds.org, its specification 1.1). */
function timeOf(epoch: string | undefined): string {
  if (epoch !== undefined && epoch !== '' && !/^\d{1,11}$/.test(epoch))
    throw new Unreadable('SOURCE_DATE_EPOCH is no number of seconds since 1970');
  const date = epoch === undefined || epoch === '' ? new Date() : new Date(Number(epoch) * 1000);
  return `${date.toISOString().slice(0, 19)}Z`;
}

/** What was not read, for whoever writes the bill to a file or hands it on: a line each. */
export const problemLines = ({ problems }: Report): readonly string[] =>
  problems.map(({ file, message }) => `bulkhead: problem: ${file}: ${message}\n`);

import { readText } from '../../host/read.ts';
import type { ImageContents, PassedOver, Problem } from '../../model/index.ts';
import { longestBill, readBill } from '../../sbom/index.ts';
import { oneLine } from '../../text/printable.ts';
import type { BillSource } from './look.ts';

/** What an image is made of, as somebody wrote it down: CycloneDX or SPDX, JSON. Of its files and its configuration nothing is known. */
export const billSource = (path: string): BillSource => {
  const file = `sbom:${path}`;
  return {
    file,
    tell() {
      const { identity, name, distribution, layers, packages, vulnerabilities, problems, passedOver } = readBill(
        readText(path, longestBill),
        file,
      );
      const origin = { source: { path: file, text: '' }, start: 0, end: 0 };
      const image: ImageContents = {
        ...{ origin, name: file, layers, packages, vulnerabilities, secrets: [], files: [] },
        ...(distribution === undefined ? {} : { distribution }),
      };
      return {
        images: [{ image, platform: identity.platform ?? 'unknown platform', bill: { identity, ...(name === undefined ? {} : { name }) } }],
        problems: problems.map((message): Problem => ({ file, message: oneLine(message) })),
        passedOver: passedOver.map((reason): PassedOver => ({ file, reason: oneLine(reason) })),
      };
    },
  };
};

import type { Finding } from '../../model/index.ts';
import type { PageEntry } from '../../web/data.ts';
import { fixOf } from '../image/by-package.ts';

/** What the page is told of a finding on an image beside what it is told of any: its layer, what became of the file, the package. */
export function imageParts({ layer, vulnerability }: Finding): Pick<PageEntry, 'layer' | 'later' | 'known'> {
  return {
    ...(layer === undefined ? {} : { layer: layer.layer }),
    ...(layer?.later === undefined ? {} : { later: `${layer.later.how} by layer ${layer.later.layer}` }),
    ...(vulnerability === undefined ? {} : { known: knownOf(vulnerability) }),
  };
}

function knownOf(vulnerability: NonNullable<Finding['vulnerability']>): NonNullable<PageEntry['known']> {
  const { id, package: of, score, url } = vulnerability;
  return {
    id,
    name: of.name,
    kind: of.kind,
    version: of.version,
    fix: fixOf(vulnerability),
    ...(score === undefined ? {} : { score }),
    ...(url?.startsWith('https://') === true ? { url } : {}),
  };
}

import type { ImageSecret, Severity } from '../../model/index.ts';

/** What weighs a secret in an image: what packages bring for their tests and as examples is as public as the package. */
export function weightOfSecret({ certainty, at }: ImageSecret): Severity {
  if ('layer' in at && (isSample(at.path) || at.owner !== undefined)) return 'low';
  return certainty === 'certain' ? 'high' : 'medium';
}

export const isSample = (path: string): boolean =>
  /\/(?:tests?|testdata|test_data|__tests__|docs?|examples?|samples?|fixtures?|man)\//i.test(path) ||
  /\/(?:tests?_[^/]*|examples?-\d[^/]*|[^/]*[._-](?:tests?|spec))\.\w{1,5}$/i.test(path);

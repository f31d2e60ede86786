import { page } from '../../tools/page.mjs';
import type { Asset } from '../../src/reports/html/asset.ts';

let made: Promise<Asset> | undefined;

/** The page as the build makes it, from the source as it is now. */
export const builtPage = (): Promise<Asset> => {
  made ??= page();
  return made;
};

import type { Asset } from '../../src/reports/html/asset.ts';
import { page } from '../../tools/page.mjs';

let made: Promise<Asset> | undefined;

/** The page as the build makes it, from the source as it is now. */
export const builtPage = (): Promise<Asset> => {
  made ??= page();
  return made;
};

import { sha256 } from '../../host/digest.ts';
import type { FoundImage } from '../../image/index.ts';

/** The digest of an image's configuration, which is its id ("sha256:…"). Undefined: an engine told it, and not this. */
export const imageId = ({ config, told }: FoundImage): string | undefined => (told === undefined ? `sha256:${sha256(config)}` : told.id);

import { type Loose, listOf, objectOf } from '../text/json/loose.ts';

/** Of its layers unpacked, as the configuration says them (opencontainers/image-spec 1.1 config.md, "rootfs"). */
export const diffIdsOf = ({ rootfs }: Loose): readonly unknown[] => listOf(objectOf(rootfs).diff_ids);

import { createHash } from 'node:crypto';

/** 20 bytes: what UUIDs of version 5 are made of, and nothing that anybody relies on. */
export const sha1 = (text: string): Uint8Array => createHash('sha1').update(text).digest();

/** In lower-case hexadecimal digits. */
export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

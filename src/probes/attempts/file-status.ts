import type { Answer } from '../answers.ts';

/** What statfs(2) tells: struct statfs of every 64-bit architecture (asm-generic/statfs.h of Linux 6.1). */
export interface FileSystem {
  readonly type: bigint;
  readonly readonly: boolean;
  readonly nosuid: boolean;
  readonly nodev: boolean;
  readonly noexec: boolean;
  /** Bytes; 0: without limit. */
  readonly size: bigint;
}

export const statfsSize = 88;

/** The file system that an attempt handed back, if it did. */
export function fileSystemIn({ data }: Answer): FileSystem | undefined {
  if (data.length < statfsSize) return undefined;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const word = (index: number): bigint => view.getBigUint64(8 * index, true);
  const flag = (bit: bigint): boolean => (word(10) & bit) !== 0n;
  return {
    type: word(0),
    readonly: flag(1n),
    nosuid: flag(2n),
    nodev: flag(4n),
    noexec: flag(8n),
    size: word(1) * word(2),
  };
}

/** PROC_SUPER_MAGIC and SYSFS_MAGIC: what is not covered by a mount is seen as what it is. */
export const isKernelView = ({ type }: FileSystem): boolean => type === 0x9fa0n || type === 0x6265_6572n;

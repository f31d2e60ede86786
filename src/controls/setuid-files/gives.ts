import { type ImageFile, someOf } from '../../model/index.ts';

/** As a clause: "runs as root whoever starts it". */
export function gives({ what, uid, gid, capabilities = [] }: ImageFile): string {
  if (what === 'capabilities') return `holds ${someOf(capabilities, 4)} whoever starts it`;
  if (what === 'set-uid') return `runs as ${uid === 0 ? 'root' : `user ${uid}`} whoever starts it (set-uid)`;
  return `runs with group ${gid === 0 ? 'root' : gid} whoever starts it (set-gid)`;
}

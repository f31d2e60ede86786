import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Of busybox-static: one program that needs no library. */
const busybox = '/bin/busybox';

export const whyNoBusybox = (): string | undefined => (existsSync(busybox) ? undefined : 'no busybox-static');

/** A root file system: one program, by its own name and by those of `links`, and the users root and `app` (1000). */
export function busyboxTree(root: string, links: readonly string[] = ['sh']): void {
  for (const name of ['bin', 'etc', 'data']) mkdirSync(join(root, name), { recursive: true });
  cpSync(busybox, join(root, 'bin/busybox'));
  for (const name of links) symlinkSync('busybox', join(root, 'bin', name));
  writeFileSync(join(root, 'etc/passwd'), 'root:x:0:0::/:/bin/sh\napp:x:1000:1000::/:/bin/sh\n');
  writeFileSync(join(root, 'etc/group'), 'root:x:0:\napp:x:1000:\n');
}

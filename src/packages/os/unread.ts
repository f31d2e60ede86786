import type { FileReader } from '../../model/index.ts';
import { problem } from './record.ts';

/** Folders in which package managers keep records that are not read, and whose: their own manuals. */
const folders: Readonly<Record<string, string>> = {
  'var/lib/pacman/local': 'pacman (Arch Linux)',
  'var/db/pkg': 'Portage (Gentoo)',
  'var/db/xbps': 'XBPS (Void Linux)',
  'nix/var/nix/db': 'Nix',
  'usr/lib/opkg/info': 'opkg (OpenWrt)',
  'var/lib/opkg/info': 'opkg (OpenWrt)',
};

/** Says that an image has packages of which nothing is known here, rather than to find none. */
export const unreadReader: FileReader = {
  longest: 0,
  entry({ path, type }) {
    const whose = type === '5' && Object.hasOwn(folders, path) ? folders[path] : undefined;
    return whose === undefined
      ? []
      : [problem(path, `packages of ${whose} are not read, so that nothing is known of their vulnerabilities`)];
  },
};

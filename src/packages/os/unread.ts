import type { FileReader } from '../../model/index.ts';
import { problem } from './record.ts';

/**
 * Folders in which package managers keep records, or all that they install, that are not read, and whose: their own manuals. What Nix and Guix built into an
 * image has the store and no database.
 */
const folders: Readonly<Record<string, string>> = {
  'var/lib/pacman/local': 'pacman (Arch Linux)',
  'var/db/pkg': 'Portage (Gentoo)',
  'var/db/xbps': 'XBPS (Void Linux)',
  'nix/store': 'Nix',
  'gnu/store': 'Guix',
  'var/lib/pkgtools/packages': 'pkgtools (Slackware)',
  'usr/lib/opkg/info': 'opkg (OpenWrt)',
  'var/lib/opkg/info': 'opkg (OpenWrt)',
};

const known = Object.keys(folders);

/**
 * Says that an image has packages of which nothing is known here, rather than to find none. A layer need not have an entry for a folder, so that what lies in it
 * tells as well. Once a folder: it is made for each layer.
 */
export function unreadReader(): FileReader {
  const told = new Set<string>();
  return {
    longest: 0,
    entry({ path, type }) {
      const folder = known.find((one) => path.startsWith(one) && (path.length === one.length ? type === '5' : path[one.length] === '/'));
      if (folder === undefined || told.has(folder)) return [];
      told.add(folder);
      return [problem(folder, `packages of ${folders[folder] ?? ''} are not read, so that nothing is known of their vulnerabilities`)];
    },
  };
}

import type { ImageFile, Severity } from '../../model/index.ts';
import { isUsualSetUid, runsAnything } from '../programs/set-uid.ts';
import { isShell } from '../programs/shells.ts';

/** A capability that opens ports and nothing else. */
const harmless: ReadonlySet<string> = new Set(['CAP_NET_BIND_SERVICE']);

/** Does it take on more rights than whoever starts it? */
export const isPrivileged = ({ what, capabilities }: ImageFile): boolean =>
  what === 'set-uid' || what === 'set-gid' || (what === 'capabilities' && capabilities?.some((one) => !harmless.has(one)) === true);

/** As distributions install it. */
export const isUsual = ({ path, uid, what }: ImageFile): boolean => isUsualSetUid(path) && (what !== 'set-uid' || uid === 0 || uid < 1000);

/**
 * Whoever starts a shell or an interpreter of root is root; a program that was not made to be started by others needs a hole first. Capabilities that lead to all
 * others, or to any file, are worth as much (capabilities(7)).
 */
export function weightOfPrivileged(file: ImageFile): Severity {
  if (isUsual(file)) return 'low';
  const { path, what, uid, gid, capabilities = [] } = file;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const open = isShell(name) || runsAnything(name);
  if (what === 'set-uid') return open && uid === 0 ? 'high' : open || uid === 0 ? 'medium' : 'low';
  if (what === 'set-gid') return open && gid === 0 ? 'medium' : 'low';
  return capabilities.some((one) => asRoot.has(one)) ? (open ? 'high' : 'medium') : 'low';
}

const asRoot: ReadonlySet<string> = new Set([
  'CAP_CHOWN',
  'CAP_DAC_OVERRIDE',
  'CAP_DAC_READ_SEARCH',
  'CAP_FOWNER',
  'CAP_SETFCAP',
  'CAP_SETGID',
  'CAP_SETPCAP',
  'CAP_SETUID',
  'CAP_SYS_ADMIN',
  'CAP_SYS_MODULE',
  'CAP_SYS_PTRACE',
  'CAP_SYS_RAWIO',
  'CAP_BPF',
]);

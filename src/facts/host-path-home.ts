import { type Exposure, mayTakeOver, opensSecrets, revealsSecrets, takesOver } from './exposure.ts';
import { isWithin } from './host-path.ts';

/** Folders below a user's home that hold credentials. Sources: ssh(1), each tool's own documentation of its files. */
const homeSecrets: Readonly<Record<string, string>> = {
  '.ssh': 'SSH keys',
  '.aws': 'AWS credentials',
  '.azure': 'Azure credentials',
  '.config/gcloud': 'Google Cloud credentials',
  '.kube': 'cluster credentials',
  '.docker/config.json': 'registry credentials',
  '.docker': 'registry credentials',
  '.gnupg': 'private keys',
  '.netrc': 'passwords',
  '.git-credentials': 'passwords',
};

/** The part of a path below a user's home: "" for the home itself; undefined outside. */
function belowHome(path: string): string | undefined {
  const [first = '', second = '', ...rest] = path.split('/').slice(path.startsWith('/') ? 1 : 0);
  if (first === '~' || first === 'root') return [second, ...rest].filter((part) => part !== '').join('/');
  return (first === 'home' || first === 'Users') && second !== '' ? rest.join('/') : undefined;
}

/** The folder of a logged-in user's sockets, or the bus in it through which systemd --user starts programs (pam_systemd(8)). */
export function exposureOfSession(path: string): Exposure | undefined {
  if (!path.startsWith('/run/user/')) return undefined;
  const [uid, ...rest] = path.slice('/run/user/'.length).split('/', 3);
  const whole = rest.length === 0 || rest.join('/') === 'bus' || rest[0] === 'systemd';
  return uid !== '' && whole
    ? mayTakeOver("the sockets of the user's session take connections, and start programs as that user")
    : undefined;
}

/** What a mount of a user's home, or of a credentials folder in it, gives away; `path` canonical, or with `~` for the home. */
export function exposureOfHome(path: string, writable: boolean): Exposure | undefined {
  const below = belowHome(path);
  if (below === undefined || below === '.ssh/known_hosts') return undefined;
  if (below === '') {
    return writable
      ? mayTakeOver("the user's SSH keys and shell start-up files can be changed")
      : opensSecrets("the user's keys and credentials can be read");
  }
  const found = Object.entries(homeSecrets).find(([folder]) => isWithin(below, folder));
  if (found === undefined) return undefined;
  const [folder, what] = found;
  if (folder === '.ssh' && writable) {
    const add = 'a key can be added that opens this account on the host';
    return path.startsWith('/root/') ? takesOver(add) : mayTakeOver(add);
  }
  return folder === '.ssh' ? opensSecrets(`${what} can be read`) : revealsSecrets(`${what} can be read`);
}

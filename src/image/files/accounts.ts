import { type FileReader, type ImageUser, isPlainName, type LayerFact, type LayerFile } from '../../model/index.ts';

type Accounts = Extract<LayerFact, { readonly kind: 'accounts' }>;

/** Each is about a hundred times what the largest images have. A longer file is not known: an account that is not found might be in the rest. */
const mostEntries = 10_000;
const longest = 1024 * 1024;

/** Names and numbers of etc/passwd and names of etc/group (passwd(5), group(5)); no other field is looked at. */
export const accountsReader: FileReader = {
  longest,
  entry: (file) => (isUnreadable(file) ? [{ kind: 'accounts', path: file.path }] : nothing),
  wants: (file) => (isOne(file.path) && !isUnreadable(file) ? 'whole' : undefined),
  read(file, bytes) {
    // Latin-1: any bytes are letters, and those of a plain name are themselves.
    const lines = new TextDecoder('latin1').decode(bytes).split('\n', mostLines + 1);
    if (lines.length > mostLines) return [{ kind: 'accounts', path: file.path }];
    const users = [...usersIn(lines).values()];
    if (users.length > mostEntries) return [{ kind: 'accounts', path: file.path }];
    return [{ kind: 'accounts', path: file.path, ...(file.path === passwd ? { users } : { groups: users.map(({ name }) => name) }) }];
  },
};

const nothing: readonly Accounts[] = [];
const passwd = 'etc/passwd';
const mostLines = 2 * mostEntries;

const isOne = (path: string): boolean => path === passwd || path === 'etc/group';

/** A link to elsewhere, and what is no file at all; also where the whole folder is a link. */
const isUnreadable = ({ path, type, size }: LayerFile): boolean =>
  isOne(path) ? /[1-6]/.test(type) || size > longest : path === 'etc' && type === '2';

/** Of etc/group names alone are kept. The first line with a name counts, as the engines take it (moby/sys/user, GetExecUser). */
function usersIn(lines: readonly string[]): ReadonlyMap<string, ImageUser> {
  const users = new Map<string, ImageUser>();
  for (const line of lines) {
    const [name = '', , uid = '', gid = ''] = line.trim().split(':', 4);
    if (!isPlainName(name) || users.has(name)) continue;
    users.set(name, { name, ...(isNumber(uid) ? { uid: Number(uid) } : {}), ...(isNumber(gid) ? { gid: Number(gid) } : {}) });
  }
  return users;
}

const isNumber = (text: string): boolean => /^\d{1,10}$/.test(text);

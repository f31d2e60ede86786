import type { Distribution, FileReader } from '../../model/index.ts';

/** Files that name the distribution, the one that counts most first: os-release(5), and what distributions had before it. */
export const distributionFiles = [
  'etc/os-release',
  'usr/lib/os-release',
  'etc/alpine-release',
  'etc/redhat-release',
  // The one before is a link to these.
  'etc/centos-release',
  'etc/fedora-release',
  'etc/oracle-release',
  'etc/debian_version',
] as const;

export const distributionReader: FileReader = {
  longest: 64 * 1024,
  wants: ({ path }) => (distributionFiles.some((file) => file === path) ? 'whole' : undefined),
  read({ path }, bytes) {
    const text = new TextDecoder().decode(bytes);
    const distribution = path.endsWith('/os-release') ? ofOsRelease(text) : ofOwnFile(path, text);
    return distribution === undefined ? [] : [{ kind: 'distribution', path, distribution }];
  },
};

/** Without an ID it is "linux", by os-release(5). */
export function ofOsRelease(text: string): Distribution {
  const values = new Map(text.split('\n').flatMap((line) => assignment(line)));
  const id = values.get('ID')?.toLowerCase() || 'linux';
  const version = values.get('VERSION_ID');
  const codename = values.get('VERSION_CODENAME') || values.get('UBUNTU_CODENAME') || /\((\w+)\)$/.exec(values.get('VERSION') ?? '')?.[1];
  return {
    id,
    ...(version === undefined || version === '' ? {} : { version }),
    ...(codename === undefined ? {} : { codename: codename.toLowerCase() }),
    name: values.get('PRETTY_NAME') || values.get('NAME') || id,
    like:
      values
        .get('ID_LIKE')
        ?.split(/\s+/)
        .filter((word) => word !== '') ?? [],
  };
}

/** Values are those of a shell: bare, or in quotes of either kind. They are printed, so that nothing but visible text is let through. */
function assignment(line: string): [string, string][] {
  const match = /^\s*([A-Z_]+)=(.*)$/.exec(line.slice(0, 1000));
  if (match === null) return [];
  const [, name = '', written = ''] = match;
  const value = written.trim();
  const quote = /^(["'])(.*)\1$/.exec(value);
  const inner = quote === null ? value : (quote[2] ?? '');
  const plain = quote?.[1] === "'" ? inner : inner.replace(/\\([\\"'$`])/g, '$1');
  return [[name, visible(plain)]];
}

const visible = (text: string): string =>
  text
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim()
    .slice(0, 200);

/** "3.19.1", "CentOS release 6.10 (Final)", "7.11" or "trixie/sid". */
function ofOwnFile(path: string, text: string): Distribution | undefined {
  const line = visible(text.split('\n', 1)[0] ?? '');
  if (path === 'etc/alpine-release')
    return /^\d+\.\d/.test(line) ? { id: 'alpine', version: line, name: `Alpine Linux v${line}`, like: [] } : undefined;
  if (path === 'etc/debian_version') {
    const name = `Debian GNU/Linux ${line}`;
    if (/^\d+(?:\.\d+)*$/.test(line)) return { id: 'debian', version: line.split('.', 1)[0] ?? '', name, like: [] };
    return /^[a-z]+\/sid$/.test(line) ? { id: 'debian', codename: line.split('/', 1)[0] ?? '', name, like: [] } : undefined;
  }
  const [, name = '', version = ''] = /^(.*?)(?: Linux)? release (\d+(?:\.\d+)*)/.exec(line) ?? [];
  const id = redHat.find(([word]) => name.startsWith(word))?.[1];
  return id === undefined ? undefined : { id, version, name: line, like: id === 'fedora' ? [] : ['rhel', 'fedora'] };
}

const redHat = [
  ['CentOS', 'centos'],
  ['Red Hat Enterprise', 'rhel'],
  ['Fedora', 'fedora'],
  ['Oracle', 'ol'],
  ['Rocky', 'rocky'],
  ['AlmaLinux', 'almalinux'],
] as const;

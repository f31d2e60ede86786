import type { FileReader, LayerFact, Package } from '../../model/index.ts';
import { paragraphs } from './paragraphs.ts';
import { fileBudget, packageFacts, sizeOf, sourceOf } from './record.ts';

/**
 * The records of dpkg: dpkg(1) of dpkg 1.22, "FILES". `status.d` has a file a package, which images without dpkg have (Bazel's rules_distroless): what it
 * holds is a package's own control file, which says nothing of a state.
 */
export const dpkgReader: FileReader = {
  longest: 64 * 1024 * 1024,
  wants: ({ path }) => (path.startsWith('var/lib/dpkg/') && readers.some(({ of }) => of.test(path)) ? 'whole' : undefined),
  read: ({ path }, bytes) => readers.find(({ of }) => of.test(path))?.read(path, new TextDecoder().decode(bytes)) ?? [],
};

const readers: readonly { readonly of: RegExp; read(path: string, text: string): readonly LayerFact[] }[] = [
  { of: /^var\/lib\/dpkg\/info\/[^/]+\.list$/, read: (path, text) => owned(path, text.split('\n')) },
  {
    of: /^var\/lib\/dpkg\/status\.d\/[^/]+\.md5sums$/,
    read: (path, text) =>
      owned(
        path,
        text.split('\n').map((line) => line.replace(/^[\da-f]{32} [ *]/i, '')),
      ),
  },
  { of: /^var\/lib\/dpkg\/status(?:\.d\/[^/]+)?$/, read: (path, text) => packageFacts(path, installed(text)) },
];

/** Files of a package named by the record: "libc6:amd64.list" → "libc6". */
function owned(path: string, lines: readonly string[]): LayerFact[] {
  const told = fileBudget();
  const files = lines.flatMap((line) => told('', line) ?? []);
  const owner = path.slice(path.lastIndexOf('/') + 1).replace(/(?::[^:]*)?\.(?:list|md5sums)$/, '');
  return files.length === 0 ? [] : [{ kind: 'owned', path, owner, files }];
}

const fields = new Set(['package', 'status', 'version', 'architecture', 'source', 'installed-size']);

/** Those whose files are there: dpkg(1), "Package states". One that is only half installed, or of which only configuration is left, is none. */
const isThere = (status: string | undefined): boolean =>
  status === undefined || /\s(?:unpacked|half-configured|triggers-awaited|triggers-pending|installed)$/.test(status);

const installed = (text: string): Package[] =>
  [...paragraphs(text, fields)].filter((one) => one.has('package') && isThere(one.get('status'))).map(packageOf);

function packageOf(paragraph: ReadonlyMap<string, string>): Package {
  const own = { name: paragraph.get('package') ?? '', version: paragraph.get('version') ?? '' };
  const arch = paragraph.get('architecture') ?? '';
  // "Source: glibc (2.36-9)": the version is there where it is another one, as after a rebuild without changes (deb-control(5)).
  const [, source = own.name, version = own.version] = /^(\S+)(?:\s+\(([^)]*)\))?$/.exec(paragraph.get('source') ?? '') ?? [];
  return {
    kind: 'deb',
    ...own,
    ...(arch === '' ? {} : { arch }),
    ...sourceOf(own, source, version),
    ...sizeOf(paragraph.get('installed-size'), 1024),
  };
}

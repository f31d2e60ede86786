/** Records that a package manager of a language leaves behind, by where they lie. */
export type RecordKind = 'npm' | 'pypi' | 'gem' | 'java' | 'yarn-zip';

/**
 * What a file tells of by its path alone (that of LayerFile); undefined: nothing, or it is a program, which only its content shows.
 * Asked for each file of an image: the last letter decides for nearly all.
 */
export function recordOf(path: string): RecordKind | undefined {
  switch (path.charCodeAt(path.length - 1)) {
    case 0x6e: // n
      return path.endsWith('/package.json') && isNodePackage(path) ? 'npm' : undefined;
    case 0x41: // A
      return path.endsWith('.dist-info/METADATA') ? 'pypi' : undefined;
    case 0x4f: // O
      return path.endsWith('.egg-info/PKG-INFO') || path.endsWith('.egg/EGG-INFO/PKG-INFO') ? 'pypi' : undefined;
    case 0x6f: // o
      return path.endsWith('.egg-info') ? 'pypi' : undefined;
    case 0x63: // c
      return path.endsWith('.gemspec') && /(?:^|\/)specifications\/(?:default\/)?[^/]+$/.test(path) ? 'gem' : undefined;
    case 0x72: // r
      return /\.[jwe]ar$/.test(path) ? 'java' : undefined;
    case 0x70: // p
      return path.endsWith('.zip') && /(?:^|\/)\.yarn\/(?:cache|unplugged)\/[^/]+$/.test(path) ? 'yarn-zip' : undefined;
    default:
      return undefined;
  }
}

/**
 * Does a file tell of packages, or may it, being a program? Of a package of the distribution only such files are remembered as its own.
 * The path as in LayerFile, or with a slash before it.
 */
export const tellsOfPackages = (path: string): boolean => recordOf(path) !== undefined || mayBeProgram(path);

/** Folders of programs, libraries, and files without an ending in folders that hold a package's own programs (FHS 3.0, chapters 3 and 4). */
const mayBeProgram = (path: string): boolean =>
  /(?:^|\/)s?bin\//.test(path) ||
  /\.(?:so|node)(?:\.[0-9.]+)?$/.test(path) ||
  // Of the last name alone first: a pattern for the whole would go through a hostile path as often as it has folders.
  (path.indexOf('.', path.lastIndexOf('/') + 1) === -1 && /(?:^|\/)(?:lib|lib64|libexec|opt)\//.test(path) && !path.endsWith('/'));

/**
 * node_modules/NAME/package.json and node_modules/@SCOPE/NAME/package.json: where Node looks for a package (nodejs.org, "Modules: Packages").
 * Deeper ones are test data, or say which kind of modules a folder holds. The cache of Yarn 1 has such folders too, but nothing runs from it.
 */
function isNodePackage(path: string): boolean {
  const start = path.lastIndexOf('node_modules/');
  if (start === -1 || (start > 0 && path[start - 1] !== '/')) return false;
  const inside = path.slice(start + 'node_modules/'.length, -'/package.json'.length);
  return /^(?:@[^/]+\/)?[^@/.][^/]*$/.test(inside) && !path.includes('.cache/yarn/');
}

import { type LayerFact, type Package, Unreadable } from '../../model/index.ts';
import { tellsOfPackages } from '../language/paths.ts';

/** Packages that are remembered of one record: Debian, the largest distribution, has 70,000. */
const mostPackages = 100_000;

/** What is printed and compared: visible ASCII, as every package manager asks for, and of a length that such a thing has. */
const isPlain = (text: string): boolean => /^[!-~]{1,300}$/.test(text);

/** The packages of one record, and a problem where some of them are none. */
export function packageFacts(path: string, found: readonly Package[]): LayerFact[] {
  const plain = found.filter(({ name, version, arch = 'x' }) => isPlain(name) && isPlain(version) && isPlain(arch));
  const packages = plain.slice(0, mostPackages).map(withPlainSource);
  return [
    { kind: 'packages', path, packages },
    ...(plain.length === found.length ? [] : [problem(path, `${counted(found.length - plain.length)} without a proper name and version`)]),
    ...(plain.length === packages.length
      ? []
      : [problem(path, `it tells of ${plain.length} packages, of which the first ${mostPackages} count`)]),
  ];
}

export const problem = (path: string, because: string): LayerFact => ({ kind: 'problem', path, because });

const counted = (count: number): string => `it tells of ${count === 1 ? 'a package' : `${count} packages`}`;

function withPlainSource({ source, ...rest }: Package): Package {
  return source !== undefined && isPlain(source.name) && isPlain(source.version) ? { ...rest, source } : rest;
}

/** Absent where it is named and numbered as the package itself. */
export const sourceOf = (own: { name: string; version: string }, name: string, version: string): Pick<Package, 'source'> =>
  name === own.name && version === own.version ? {} : { source: { name, version } };

/** A number of bytes as it is written; absent where it is none. */
export const sizeOf = (text: string | undefined, unit: number): Pick<Package, 'size'> =>
  text !== undefined && /^\d{1,12}$/.test(text) ? { size: Number(text) * unit } : {};

/** One line of a licence as the record says it. */
export function licenseOf(text: string | undefined): Pick<Package, 'license'> {
  const license = text?.replace(/[^ -~]+/g, ' ').trim() ?? '';
  return license === '' ? {} : { license: license.slice(0, 300) };
}

/** Characters of paths that one record may list, and of those that are remembered: ten times what the largest images have. */
const [mostLooked, mostKept] = [256 * 1024 * 1024, 16 * 1024 * 1024];
/** PATH_MAX of Linux. */
const longestPath = 4096;

/**
 * Which files of a record tell of packages, or are libraries, of which some hold keys to test themselves with? A folder that is said once and a million files in it are little to write and much
 * to go through.
 */
export function fileBudget(): (folder: string, base: string) => string | undefined {
  let [looked, kept] = [0, 0];
  return (folder, base) => {
    const length = folder.length + base.length;
    looked += length;
    if (length > longestPath) return undefined;
    const path = `${folder}${base}`.replace(/^\.?\//, '');
    const tells = tellsOfPackages(path) || isLibrary(path);
    if (tells) kept += length;
    if (looked > mostLooked || kept > mostKept) throw new Unreadable('it lists more files than any image has');
    return tells ? path : undefined;
  };
}

const isLibrary = (path: string): boolean => path.includes('.so', path.lastIndexOf('/')) && /^(?:usr\/)?lib(?:32|64|x32)?\//.test(path);

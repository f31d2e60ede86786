import type { FileDoors, Package, ZipEntry } from '../../../model/index.ts';
import { textOf } from '../told.ts';
import { isAside, type Named, namedBy } from './file-name.ts';
import { knownGroup } from './groups.ts';
import { mainAttributes, properties } from './manifest.ts';

/** What a jar says of itself, and the archives in it. */
export interface Jar {
  readonly packages: readonly Package[];
  readonly archives: readonly ZipEntry[];
}

/** What may still be spent on an archive with all that is in it; both throw Unreadable once it is too much. */
export interface Budget {
  ofFiles(count: number): void;
  ofBytes(count: number): void;
}

const longestRecord = 1024 * 1024;

/** One archive, without those in it. `path`: its file, or its name in the archive around it. Throws Unreadable. */
export function jarOf(bytes: Uint8Array, path: string, doors: Pick<FileDoors, 'zip'>, budget: Budget): Jar {
  if (isAside(path)) return { packages: [], archives: [] };
  const named = namedBy(path);
  const known = knownGroup(named.artifact);
  const archives: ZipEntry[] = [];
  const poms: Coordinates[] = [];
  let manifest: ReadonlyMap<string, string> = new Map();
  let isKnown = false;
  const record = (entry: ZipEntry): string => {
    budget.ofBytes(entry.size);
    return textOf(entry.read(longestRecord));
  };
  for (const entry of doors.zip(bytes)) {
    budget.ofFiles(1);
    const { name } = entry;
    if (/^META-INF\/MANIFEST\.MF$/i.test(name)) manifest = mainAttributes(record(entry));
    else if (/^META-INF\/maven\/[^/]+\/[^/]+\/pom\.properties$/.test(name)) poms.push(...pomOf(record(entry)));
    else if (/\.[jwe]ar$/.test(name)) archives.push(entry);
    else if (known !== undefined && name.startsWith(known.folder)) isKnown = true;
  }
  const own =
    poms.find(({ artifact }) => artifact === named.artifact) ?? (poms.length === 1 && named.version === undefined ? poms[0] : undefined);
  const itself = own ?? coordinates({ ...named, ...(isKnown ? known : {}) }, manifest);
  const others = poms.filter((pom) => pom !== own).map((pom) => ({ ...packageOf(pom), inside: true as const }));
  return { packages: [...(itself === undefined ? [] : [packageOf(itself)]), ...others], archives };
}

interface Coordinates {
  /** Absent: nothing says it. */
  readonly group?: string;
  readonly artifact: string;
  readonly version: string;
}

const packageOf = ({ group, artifact, version }: Coordinates): Package => ({
  kind: 'maven',
  name: group === undefined ? artifact : `${group}:${artifact}`,
  version,
});

/** Maven's archiver writes it (maven.apache.org/shared/maven-archiver, "addMavenDescriptor"); a shaded jar has one of each jar that went into it. */
function pomOf(text: string): Coordinates[] {
  const said = properties(text);
  const [group, artifact, version] = ['groupId', 'artifactId', 'version'].map((key) => said.get(key) ?? '');
  const isSaid = [group, artifact, version].every((word) => word !== undefined && /^[\w.+-]+$/.test(word));
  return isSaid && group !== undefined && artifact !== undefined && version !== undefined ? [{ group, artifact, version }] : [];
}

/**
 * Without a pom: the file's name, its place, and the version in the manifest (JAR specification, "Implementation-Version"; OSGi Core 8, "Bundle-Version"). A group is
 * not taken from the manifest: Implementation-Vendor-Id and Bundle-SymbolicName hold others than Maven's too often. Undefined: they do not say enough.
 */
function coordinates({ group, artifact, version }: Named, manifest: ReadonlyMap<string, string>): Coordinates | undefined {
  const said = version ?? manifest.get('implementation-version') ?? manifest.get('bundle-version');
  if (said === undefined || !/\d/.test(said) || ![said, artifact].every((word) => /^[\w.+-]{1,200}$/.test(word))) return undefined;
  return { ...(group === undefined ? {} : { group }), artifact, version: said };
}

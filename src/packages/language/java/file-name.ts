/** What a file's name, or its place in a repository, says of an artifact. */
export interface Named {
  readonly artifact: string;
  readonly version?: string;
  readonly group?: string;
}

const base = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\.[jwe]ar$/, '');

/** Jars of source text and documentation, beside the real one. */
export const isAside = (path: string): boolean => /-(?:sources|javadoc|tests|test-sources)$/.test(base(path));

/** Words that stand before a number inside a version: "1.0-rc-1". */
const qualifier = /-\d[\w.]*-(?:alpha|beta|milestone|m|rc|cr|sp|b|build|r|rev|pre|snapshot)$/i;

/** No file system takes a longer one. */
const longestName = 255;

/**
 * ARTIFACT-VERSION.jar; the version begins at the last hyphen before a digit, "log4j-1.2-api-2.17.1", that does not belong to a qualifier. In a local repository of
 * Maven (GROUP/ARTIFACT/VERSION/, maven.apache.org, "Repository layout") or the cache of Gradle (files-2.1/GROUP/ARTIFACT/VERSION/HASH/) the folders say more.
 */
export function namedBy(path: string): Named {
  const name = base(path);
  const stored = inRepository(path);
  if (stored?.version !== undefined && name.startsWith(`${stored.artifact}-${stored.version}`)) return stored;
  if (name.length > longestName) return { artifact: name };
  for (let at = name.lastIndexOf('-'); at > 0; at = name.lastIndexOf('-', at - 1)) {
    const [artifact, version] = [name.slice(0, at), name.slice(at + 1)];
    // "1.5.5-2" is a version with the number of a build.
    const isBuild = /^\d+$/.test(version) && /-\d+(?:\.\d+)+$/.test(artifact);
    if (/^\d/.test(version) && !isBuild && !qualifier.test(artifact)) return { artifact, version };
  }
  return { artifact: name };
}

function inRepository(path: string): Named | undefined {
  const folders = path.split('/').slice(0, -1);
  const gradle = folders.lastIndexOf('files-2.1');
  if (gradle !== -1) {
    const [group, artifact, version] = folders.slice(gradle + 1);
    return group === undefined || artifact === undefined || version === undefined ? undefined : { group, artifact, version };
  }
  const [artifact, version] = folders.slice(-2);
  const group = folders.slice(folders.lastIndexOf('repository') + 1, -2).join('.');
  const isMaven = folders.includes('repository') && group !== '';
  return isMaven && artifact !== undefined && version !== undefined ? { group, artifact, version } : undefined;
}

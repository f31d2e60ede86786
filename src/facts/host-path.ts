/**
 * A host's path in the one spelling that the tables use: no doubled slashes, no `.` and `..`, no slash at the end, and
 * /run for /var/run, which is a link to it (Filesystem Hierarchy Standard 3.0, section 5.13). A relative path is returned as it is, a
 * named pipe of Windows as `\\.\pipe\name`.
 */
export function canonicalPath(path: string): string {
  const pipe = pipeName(path);
  if (pipe !== undefined) return `\\\\.\\pipe\\${pipe}`;
  if (!path.startsWith('/')) return path;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  if (parts[0] === 'var' && parts[1] === 'run') parts.shift();
  return `/${parts.join('/')}`;
}

/** Is `path` the folder itself or anything below it? Both canonical. */
export const isWithin = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);

/** The last segment of a path; also of a Windows named pipe. */
export const baseName = (path: string): string => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);

/**
 * The name of a named pipe of Windows, in lower case. Undefined: the path is none. Windows takes slashes for backslashes, and letters of
 * either case (learn.microsoft.com, "Pipe Names" and "Naming Files, Paths, and Namespaces").
 */
export const pipeName = (path: string): string | undefined => /^[\\/]{2}[.?][\\/]+pipe[\\/]+(.+)$/i.exec(path)?.[1]?.toLowerCase();

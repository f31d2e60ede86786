import { cleanPath } from '../../text/path.ts';

const isWindowsPath = (path: string): boolean => /^([a-zA-Z]:|\\)/.test(path);

export const isAbsolute = (path: string): boolean => path.startsWith('/') || isWindowsPath(path);

/** A path inside the container against the working directory, without `.` and `..`; a Windows path stays as it is. */
export function resolvePath(from: string, path: string): string {
  if (isWindowsPath(path)) return path;
  if (isWindowsPath(from) && !path.startsWith('/')) return `${from.replace(/[\\/]$/, '')}\\${path}`;
  return cleanPath(`/${path.startsWith('/') ? path : `${from}/${path}`}`);
}

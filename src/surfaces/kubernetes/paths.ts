import { cleanPath as clean } from '../../text/path.ts';

const isWindowsPath = (path: string): boolean => /^[A-Za-z]:|\\/.test(path);

/** A path of the host or of a container, cleaned by its letters alone; a Windows path stays as it is. */
export const cleanPath = (path: string): string => (isWindowsPath(path) ? path : clean(path));

/** A path inside the container: the kubelet puts a slash before a relative one (pkg/volume/util, MakeAbsolutePath). */
export const absolutePath = (path: string): string => cleanPath(path.startsWith('/') || isWindowsPath(path) ? path : `/${path}`);

export const joinPath = (base: string, below: string): string => cleanPath(`${base}/${below}`);

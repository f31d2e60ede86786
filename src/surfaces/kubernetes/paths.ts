/** A path of the host or of a container, cleaned lexically as Go's path.Clean does; a Windows path stays as it is. */
export function cleanPath(path: string): string {
  if (/^[A-Za-z]:|\\/.test(path)) return path;
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') kept.push(part);
    else if (kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (!path.startsWith('/')) kept.push('..');
  }
  return `${path.startsWith('/') ? '/' : ''}${kept.join('/')}` || '.';
}

/** A path inside the container: the kubelet puts a slash before a relative one (pkg/volume/util, MakeAbsolutePath). */
export const absolutePath = (path: string): string => cleanPath(path.startsWith('/') || /^[A-Za-z]:|\\/.test(path) ? path : `/${path}`);

export const joinPath = (base: string, below: string): string => cleanPath(`${base}/${below}`);

/**
 * The same data with the files of the one target named from there, where that is a long way from the root: "/srv/shop/compose.yaml" of the target
 * /srv/shop is "compose.yaml". A target that is not absolute is what somebody typed, and his files keep their names.
 */
export function below<T>(targets: readonly string[], data: T): T {
  const [target = '', ...others] = targets;
  if (others.length > 0 || !target.startsWith('/')) return data;
  const folder = target.endsWith('/') ? target : `${target}/`;
  return shortened(data, folder);
}

function shortened<T>(value: T, folder: string): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => shortened(each, folder)) as T;
  const entries = Object.entries(value).map(([key, part]) => [
    key,
    key === 'file' && typeof part === 'string' && part.startsWith(folder) ? part.slice(folder.length) : shortened(part, folder),
  ]);
  return Object.fromEntries(entries) as T;
}

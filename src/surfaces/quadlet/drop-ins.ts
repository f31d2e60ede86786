import { sectionOf } from './claims.ts';

/**
 * Folders of a unit's drop-ins beside it, the most particular first: web-app.container has web-app.container.d,
 * web-.container.d and container.d; an instance also has its template's.
 * Source: Podman 5.8 pkg/systemd/parser/unitfile.go GetUnitDropinPaths.
 */
export function dropInFolders(name: string): string[] {
  const dot = name.lastIndexOf('.');
  const ending = name.slice(dot);
  const [unit = '', instance] = name.slice(0, dot).split('@');
  const parts = unit.split('-').slice(0, 20);
  const truncated = parts.slice(0, -1).flatMap((_, index) => {
    const front = `${parts.slice(0, index + 1).join('-')}-`;
    return instance === undefined ? [`${front}${ending}.d`] : [`${front}${ending}.d`, `${front}@${ending}.d`];
  });
  const template = instance === undefined || instance === '' ? [] : [`${unit}@${ending}.d`];
  return [`${ending.slice(1)}.d`, ...truncated, ...template, `${name}.d`].reverse();
}

/** The unit that a drop-in belongs to, relative to the drop-in; undefined where its folder belongs to several. */
export function unitOfDropIn(path: string): string | undefined {
  const folder = path.split('/').at(-2) ?? '';
  if (!folder.endsWith('.d')) return undefined;
  const name = folder.slice(0, -'.d'.length);
  const dot = name.lastIndexOf('.');
  const several = dot <= 0 || name[dot - 1] === '-' || name[dot - 1] === '@';
  return several || !Object.hasOwn(sectionOf, name.slice(dot + 1)) ? undefined : `../${name}`;
}

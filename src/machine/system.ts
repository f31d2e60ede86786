import type { Field, Host } from '../model/index.ts';
import { type Files, lineAfter } from './files.ts';

/** Source: os-release(5): the file of /etc wins. Values may be quoted as in a shell. */
export function systemOf(files: Files): Host['system'] {
  const source = files.source('/etc/os-release') ?? files.source('/usr/lib/os-release');
  if (source === undefined) return {};
  if ('state' in source) return { id: source };
  const value = <K extends string>(as: K, key: string): { readonly [P in K]?: Field<string> } => {
    const found = lineAfter(source, `${key}=`);
    return found === undefined
      ? {}
      : ({ [as]: { ...found, value: found.value.replace(/^(["'])(.*)\1$/, '$2') } } as { readonly [P in K]?: Field<string> });
  };
  return { ...value('id', 'ID'), ...value('version', 'VERSION_ID'), ...value('name', 'PRETTY_NAME') };
}

import type { Container, Field, ReadContext, ReadResult } from '../../src/model/index.ts';
import { reader } from '../../src/surfaces/containerfile/read.ts';

type Asked = { readonly target?: string; readonly args?: Readonly<Record<string, string | undefined>> };

/** Reads a text as the file `Containerfile`, built with the given target and arguments. */
export function readText(text: string, { target, args = {} }: Asked = {}): ReadResult {
  const build = { ...(target === undefined ? {} : { target }), args: new Map(Object.entries(args)) };
  const context: ReadContext = { load: () => undefined, env: {}, build };
  return reader.read({ path: 'app/Containerfile', text }, context);
}

/** The container of a text that must have one. */
export function containerIn(text: string, asked?: Asked): Container {
  const [container] = readText(text, asked).containers;
  if (container === undefined) throw new Error('no container was read');
  return container;
}

/** A field on one line: its value, `?` and the reason, or nothing. */
export function say(field: Field<unknown> | undefined): string | undefined {
  if (field === undefined) return undefined;
  if (field.state === 'unknown') return `? ${field.because}`;
  return typeof field.value === 'string' ? field.value : JSON.stringify(field.value);
}

/** `user:group` on one line. */
export function userOf({ process: { user, group } }: Container): string | undefined {
  const id = (field: Field<{ uid?: number | undefined; gid?: number | undefined; name?: string | undefined }> | undefined) =>
    field === undefined || field.state === 'unknown' ? say(field) : String(field.value.uid ?? field.value.gid ?? field.value.name);
  return group === undefined ? id(user) : `${id(user)}:${id(group)}`;
}

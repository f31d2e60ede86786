import { hole } from '../shell/holes.ts';

/** What the specifiers of a unit stand for; one that is absent is not known before the unit runs. */
export type Specifiers = Readonly<Record<string, string>>;

/**
 * %x filled in, where it is known, and ${NAME} marked: systemd fills that in from the service's environment. $$ is one $.
 * Sources: systemd.unit(5) "SPECIFIERS", systemd.service(5) "COMMAND LINES".
 */
export function expand(text: string, specifiers: Specifiers): string {
  if (!text.includes('%') && !text.includes('$')) return text;
  const alone = /^\$([A-Za-z_]\w*)$/.exec(text)?.[1];
  if (alone !== undefined) return hole(`$${alone} is set when the service starts`);
  return text.replace(/%([A-Za-z%])|\$\$|\$\{([A-Za-z_]\w*)\}/g, (written, specifier?: string, variable?: string) => {
    if (specifier === '%') return '%';
    if (specifier !== undefined) {
      return (Object.hasOwn(specifiers, specifier) ? specifiers[specifier] : undefined) ?? hole(`${written} is filled in by systemd`);
    }
    return variable === undefined ? '$' : hole(`${written} is set when the service starts`);
  });
}

/**
 * The specifiers that follow from the unit's file name, and those of systemd's own folders. `home` and `runtime` are the
 * user's folders; an instance (`web@one.container`) is named in its file, a template (`web@.container`) is not.
 */
export function specifiersOf(
  fileName: string,
  { home, runtime }: { readonly home: string | undefined; readonly runtime: string | undefined },
): Specifiers {
  const dot = fileName.lastIndexOf('.');
  const name = dot < 0 ? fileName : fileName.slice(0, dot);
  const at = name.indexOf('@');
  const template = at >= 0 && at === name.length - 1;
  const named: Record<string, string> = { p: at < 0 ? name : name.slice(0, at), T: '/tmp', V: '/var/tmp' };
  if (!template) Object.assign(named, { N: name, n: `${name}.service`, i: at < 0 ? '' : name.slice(at + 1) });
  if (home !== undefined) named.h = home;
  if (runtime !== undefined) named.t = runtime;
  return named;
}

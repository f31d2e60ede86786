import type { Caller } from '../host/caller.ts';
import { fileNames, readText } from '../host/read.ts';
import type { Trust } from '../host/web-door.ts';
import { Unreadable } from '../model/index.ts';

/**
 * What somebody put into certs.d for a registry ("registry.example.com:5000"): whose certificates are believed besides the usual, and one of our own to
 * show. The first folder there is counts. Sources: containers-certs.d(5), containers/image 5.36; docs.docker.com "Verify repository client with
 * certificates".
 */
export function trustOf({ env, home }: Caller): (host: string) => Trust | undefined {
  const own = env.XDG_CONFIG_HOME === undefined || env.XDG_CONFIG_HOME === '' ? `${home}/.config` : env.XDG_CONFIG_HOME;
  const folders = [`${own}/containers`, '/etc/containers', '/etc/docker'];
  return (host) => {
    for (const folder of folders) {
      const trust = trustIn(`${folder}/certs.d/${host}`);
      if (trust !== undefined) return trust;
    }
    return undefined;
  };
}

function trustIn(folder: string): Trust | undefined {
  const names = tried(() => fileNames(folder)) ?? [];
  const text = (name: string): string | undefined => tried(() => readText(`${folder}/${name}`));
  const authorities = names.filter((name) => name.endsWith('.crt')).flatMap((name) => text(name) ?? []);
  const pair = names.filter((name) => name.endsWith('.cert')).map((name) => [text(name), text(name.replace(/cert$/, 'key'))])[0] ?? [];
  const [certificate, key] = pair;
  if (certificate === undefined || key === undefined) return authorities.length === 0 ? undefined : { authorities };
  return { authorities, certificate, key };
}

/** Undefined: what belongs to somebody else cannot be read. */
function tried<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

import { Unreadable } from '../model/index.ts';
import { isObject, type Loose } from '../text/json/loose.ts';

/** The JSON texts of an image archive or layout, by their path inside it. Layers are not among them. */
export interface Store {
  /** Undefined: there is none of that name. Throws Unreadable for one that is there and cannot be read. */
  read(name: string): Uint8Array | undefined;
  /** In lower-case hexadecimal digits. */
  sha256(bytes: Uint8Array): string;
}

/** The limit that registries set to a manifest; no configuration is as long either (distribution-spec 1.1 "Pushing Manifests"). */
export const longestBlob = 4 * 1024 * 1024;

/** A JSON object under a name. Throws Unreadable, which names it. */
export function objectUnder(store: Store, name: string): { readonly bytes: Uint8Array; readonly value: Loose } {
  const bytes = store.read(name);
  if (bytes === undefined) throw new Unreadable(`${shown(name)} is missing`);
  return { bytes, value: parsed(bytes, name) };
}

/** Throws Unreadable for what is no JSON object. */
export function parsed(bytes: Uint8Array, name: string): Loose {
  const value = jsonOf(bytes, name);
  if (!isObject(value)) throw new Unreadable(`${shown(name)} is no JSON object`);
  return value;
}

/** Throws Unreadable for what is no JSON. */
export function jsonOf(bytes: Uint8Array, name: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Unreadable(`${shown(name)} is no JSON`);
  }
}

/** A name out of an archive may hold anything: what is not plain is not printed. */
export const shown = (name: string): string => {
  const short = name.length > 100 ? `${name.slice(0, 100)}…` : name;
  return /^[\w./:@+…-]*$/.test(short) ? short : JSON.stringify(short);
};

/** Checks that a blob is what its name says. Throws Unreadable. */
export function verify(store: Store, bytes: Uint8Array, hex: string, name: string): void {
  const found = store.sha256(bytes);
  if (found !== hex.toLowerCase())
    throw new Unreadable(`${shown(name)} is not what its digest says: it was changed or damaged (sha256:${found.slice(0, 12)}…)`);
}

import { type Loose, objectsOf } from '../../text/json/loose.ts';

/** One of CycloneDX's name and value pairs. */
export interface Property {
  readonly name: string;
  readonly value: string;
}

/** Ours are told from others' by what they begin with, as CycloneDX's register of property names wants it. */
export const prefix = 'bulkhead:';

export const propertyOf = (name: string, value: string): Property => ({ name: `${prefix}${name}`, value });

/** Fit for a field that holds an address: a web address of plain characters (RFC 3986), percent signs that begin a byte. */
export const isUrl = (text: string): boolean =>
  /^https?:\/\/[A-Za-z0-9][A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]{0,2000}$/.test(text) &&
  !/%(?![0-9A-Fa-f]{2})/.test(text) &&
  text.indexOf('#') === text.lastIndexOf('#');

/** In the order in which they stand; a name may stand several times. */
export const propertiesOf = ({ properties }: Loose): readonly (readonly [name: string, value: string])[] =>
  objectsOf(properties).flatMap(({ name, value }) =>
    typeof name === 'string' && typeof value === 'string' ? [[name, value] as const] : [],
  );

/** Those that we wrote, by the name behind the prefix. */
export const ours = (properties: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map([...properties].flatMap(([name, value]) => (name.startsWith(prefix) ? [[name.slice(prefix.length), value] as const] : [])));

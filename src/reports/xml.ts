import { printable } from '../text/printable.ts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Fit for an XML 1.0 attribute or text: characters that XML forbids are made harmless first. */
export const escapeXml = (text: string): string => printable(text).replace(/[&<>"']/g, (char) => entities[char] ?? char);

/** An element with attributes, and children that are XML already, each on its own line. */
export function element(name: string, attributes: Readonly<Record<string, string | number>>, children: readonly string[] = []): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`);
  const open = `<${name}${written.join('')}`;
  return children.length === 0 ? `${open}/>` : `${open}>\n${children.join('\n')}\n</${name}>`;
}

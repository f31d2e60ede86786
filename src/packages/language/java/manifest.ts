/**
 * The main attributes of META-INF/MANIFEST.MF, by their names in small letters (JAR File Specification of Java 21, "Name-Value pairs and Sections"): up to the first
 * empty line; a line that begins with a space goes on with the one before.
 */
export function mainAttributes(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const [main = ''] = text.split(/\r?\n\r?\n|\r\r/, 1);
  for (const line of main.replace(/(?:\r\n|\r|\n) /g, '').split(/\r\n|\r|\n/)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).toLowerCase();
    if (name !== '' && !found.has(name)) found.set(name, line.slice(colon + 1).trim());
  }
  return found;
}

/** "key=value" of java.util.Properties, as Maven writes it into pom.properties: without escapes. */
export function properties(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const line of text.split(/\r\n|\r|\n/)) {
    const sign = line.search(/[=:]/);
    if (sign > 0 && !/^\s*[#!]/.test(line)) found.set(line.slice(0, sign).trim(), line.slice(sign + 1).trim());
  }
  return found;
}

/**
 * A hole stands inside a text for what cannot be resolved: a text with holes can be cut at ':' and ',' like any
 * other, and each piece still knows whether it is known, and if not, why. The reason is kept in the hole itself,
 * shifted into Unicode's private area, between two noncharacters; `plain` takes these out of a text that is read.
 */
const open = '\ufdd0';
const close = '\ufdd1';
const area = 0xe000;
const longest = 120;

const firstReason = /\ufdd0u([^\ufdd1]*)\ufdd1/;
const folderAtStart = /^\ufdd0f([^\ufdd1]*)\ufdd1/;
const everyHole = /\ufdd0([uf])([^\ufdd1]*)\ufdd1/g;
const onlyHole = /^\ufdd0u([^\ufdd1]*)\ufdd1$/;

/** `because` begins with what the author wrote: "$DATA is set when the script runs". */
export const hole = (because: string): string => `${open}u${encode(because)}${close}`;

/** A folder of the project: "." or ".." (the script's own, or the one where it is run). */
export const folder = (path: string): string => `${open}f${encode(path)}${close}`;

export const hasHole = (text: string): boolean => text.includes(open);

/** Why the text is not known; undefined when it is. */
export function reasonFor(text: string): string | undefined {
  if (!hasHole(text)) return undefined;
  const reason = firstReason.exec(text)?.[1];
  return reason === undefined ? 'it depends on the folder where the command runs' : decode(reason);
}

/** What the author wrote where the whole text is one hole: "$OPTS". */
export function onlyExpansion(text: string): string | undefined {
  const reason = onlyHole.exec(text)?.[1];
  return reason === undefined ? undefined : expansionOf(reason);
}

/** The text as its author wrote it, each hole as the expansion that made it: "container:shop-$service-1". */
export const asWritten = (text: string): string =>
  hasHole(text)
    ? text.replace(everyHole, (_, kind: string, inside: string) => (kind === 'f' ? decode(inside) : expansionOf(inside)))
    : text;

/** The text with a folder at its start put in as a relative path. */
export const withFolder = (text: string): string => text.replace(folderAtStart, (_, path: string) => decode(path));

/** A text to read, without the two noncharacters; offsets stay. */
export const plain = (text: string): string => (/[\ufdd0\ufdd1]/.test(text) ? text.replace(/[\ufdd0\ufdd1]/g, '\ufffd') : text);

/** A reason begins with what the author wrote. */
const expansionOf = (reason: string): string => /^\$\([^)]*\)|^\S+/.exec(decode(reason))?.[0] ?? '';

const encode = (text: string): string =>
  text
    .slice(0, longest)
    .replace(/[\s\S]/g, (char) => String.fromCharCode(area + (char.charCodeAt(0) < 0x1000 ? char.charCodeAt(0) : '?'.charCodeAt(0))));

const decode = (text: string): string => text.replace(/[\ue000-\uefff]/g, (char) => String.fromCharCode(char.charCodeAt(0) - area));

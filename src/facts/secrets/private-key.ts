/** A private key in PEM. */
export interface FoundKey {
  /** As it names itself: "RSA PRIVATE KEY". */
  readonly label: string;
  /** Nobody reads it without its password. */
  readonly encrypted: boolean;
  /** Its first line of content: for concealing, never for printing. */
  readonly text: string;
}

/** A key of 16,384 bits has about 13,000 characters. */
export const longestKey = 16 * 1024;

/** "openssh-key-v1", then the cipher "none" (openssh-portable 9.9, PROTOCOL.key), in base64. */
const openOpenssh = 'b3BlbnNzaC1rZXktdjEAAAAABG5vbmU';

/**
 * The private key that a text begins with. Programs hold the first line alone, documentation a few dots below it: neither is one. In a
 * string of JSON or of a program the line breaks may be written. Source: RFC 7468; RFC 1421 section 4.6 (Proc-Type); RFC 4880 section 6.2.
 */
export function privateKeyIn(text: string): FoundKey | undefined {
  const [line, label] = /^-----BEGIN ([A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?)-----/.exec(text) ?? [];
  if (line === undefined || label === undefined) return undefined;
  const end = text.indexOf('-----END', line.length);
  if (end < 0 || end > longestKey) return undefined;
  const lines = text
    .slice(line.length, end)
    .split(/(?:\\r)?(?:\\n)|[\r\n]+/)
    .map(withoutQuotes)
    .filter((one) => one !== '');
  const body = lines.filter((one) => !one.includes(':'));
  const joined = body.join('');
  // An Ed25519 key, the shortest, has 64 characters.
  if (joined.length < 64 || !/^[A-Za-z0-9+/=]+$/.test(joined) || /(.)\1{15}/.test(joined.slice(0, 200).replace(/A+/g, 'A')))
    return undefined;
  const protectedBy = label.startsWith('ENCRYPTED') || lines.some((one) => /^Proc-Type:.*ENCRYPTED/.test(one));
  const openssh = label.startsWith('OPENSSH') && !joined.startsWith(openOpenssh);
  return { label, encrypted: protectedBy || openssh, text: body[0] ?? '' };
}

/** What a program writes around a line of a text. A plus sign is one only beside a quotation mark: base64 has it too. */
const withoutQuotes = (line: string): string =>
  line
    .trim()
    .replace(/^(?:\+\s*)?["']+\s*/, '')
    .replace(/["']+\s*[+,\\.]?$|[,\\]+$/, '')
    .trim();

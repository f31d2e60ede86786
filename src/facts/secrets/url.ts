/** A password inside an address or a connection string: offsets of the password. */
export interface FoundPassword {
  readonly start: number;
  readonly end: number;
  readonly where: 'the address' | 'the connection string';
}

/** `scheme://user:password@host` (RFC 3986, section 3.2.1) and `…;Password=…;` as ADO.NET and ODBC write it. Linear. */
export function passwordsIn(text: string): FoundPassword[] {
  const found: FoundPassword[] = [];
  if (text.includes('://')) {
    for (const match of text.matchAll(/:\/\/[^\s"'`<>/?#@:]{0,200}:([^\s"'`<>/?#@]{1,500})@/g))
      found.push(at(match, match[1] ?? '', 1, 'the address'));
  }
  if (text.includes(';')) {
    for (const match of text.matchAll(/(?:^|[;"'\s])(?:password|pwd|accountkey|sharedaccesskey)=([^;\s"']{1,500})/gi))
      found.push(at(match, match[1] ?? '', 0, 'the connection string'));
  }
  return found;
}

function at(match: RegExpMatchArray, password: string, after: number, where: FoundPassword['where']): FoundPassword {
  const end = (match.index ?? 0) + match[0].length - after;
  return { start: end - password.length, end, where };
}

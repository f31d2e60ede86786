/** A name as the API takes it (RFC 1123 label): lower case letters, digits and dashes, 63 at most. */
export function label(text: string): string {
  const plain = text
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .slice(0, 63)
    .replace(/^-+|-+$/g, '');
  return plain === '' ? 'unnamed' : plain;
}

/** The name, and NAME-2, NAME-3 … where it is taken. */
export function distinct(): (text: string) => string {
  const taken = new Set<string>();
  return (text) => {
    const name = label(text);
    let free = name;
    for (let count = 2; taken.has(free); count++) free = `${name.slice(0, 58)}-${count}`;
    taken.add(free);
    return free;
  };
}

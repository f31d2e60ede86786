/**
 * Which bundle a command line needs. V8 reads all of a bundle's kept code at each start, so what is run most (checking files, printing
 * help) has one without the rest. `words`: without program and script. In doubt the whole; both hold the same `main.ts`.
 */
export function bundleFor(words: readonly string[]): 'check' | 'bulkhead' {
  const dashes = words.indexOf('--');
  const [first = '--help', ...rest] = dashes < 0 ? words : words.slice(0, dashes);
  if (first.startsWith('-')) return rest.length === 0 ? 'check' : 'bulkhead';
  return first === 'check' && !rest.some((word) => elsewhere.test(word)) ? 'check' : 'bulkhead';
}

/** Targets that are no files: `container:web`, `archive:image.tar`, `host`; the report that is a page; and a look at images. */
const elsewhere = /^(?:host$|[a-z]+:|(?:--format=)?html$|--images$)/;

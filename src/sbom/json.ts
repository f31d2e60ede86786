import { Unreadable } from '../model/index.ts';

/** `{ [key]: value }`, or nothing where there is none. */
export const given = <K extends string, T>(key: K, value: T | undefined): { readonly [P in K]?: T } =>
  value === undefined ? {} : ({ [key]: value } as { readonly [P in K]: T });

/** What a parser makes of these takes many times the bytes of the text. */
const most = { depth: 1000, containers: 5_000_000, values: 20_000_000 };

/** Throws Unreadable for a text that would take more memory than any bill of materials needs. One pass, before anything is parsed. */
export function bounded(text: string): void {
  let [depth, containers, values] = [0, 0, 0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      at = endOfString(text, at);
    } else if (code === 0x7b || code === 0x5b) {
      if (++depth > most.depth) throw new Unreadable(`it is nested deeper than ${most.depth} times`);
      containers++;
    } else if (code === 0x7d || code === 0x5d) depth--;
    else if (code === 0x2c) values++;
  }
  if (containers > most.containers || values > most.values) throw new Unreadable('it holds more values than any bill of materials');
}

/** The quotation mark that ends it. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === 0x5c) slashes++;
    if (slashes % 2 === 0) return at;
  }
  return text.length;
}

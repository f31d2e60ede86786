import { type Json, objectOf, textOf } from './nft-json.ts';

/** Longer ones are cut: whoever wants all of it asks nft. */
const longest = 160;

/** A rule in about the words that nft has for it. */
export function ruleText(expressions: readonly Readonly<Record<string, Json>>[]): string {
  const text = expressions.flatMap((one) => Object.entries(one).flatMap(([name, value]) => said(name, value))).join(' ');
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function said(name: string, value: Json): readonly string[] {
  if (name === 'counter') return [];
  const { op, left, right, target, key, data } = objectOf(value) ?? {};
  if (name === 'match') return [[words(left), op === '==' || op === 'in' ? '' : textOf(op), words(right)].filter(Boolean).join(' ')];
  if (name === 'jump' || name === 'goto') return [`${name} ${textOf(target)}`];
  if (name === 'vmap') return [`${words(key)} vmap ${words(data)}`];
  return [name];
}

function words(value: Json): string {
  if (Array.isArray(value)) return value.map(words).join(',');
  const { payload, meta, ct, fib, prefix, range, set, concat, '&': masked } = objectOf(value) ?? {};
  const [field, tracked, route, block] = [payload, ct, fib, prefix].map(objectOf);
  if (field !== undefined) return `${textOf(field.protocol)} ${textOf(field.field)}`;
  if (meta !== undefined) return textOf(objectOf(meta)?.key);
  if (tracked !== undefined) return `ct ${textOf(tracked.key)}`;
  if (route !== undefined) return `fib ${words(route.flags)} ${textOf(route.result)}`;
  if (block !== undefined) return `${textOf(block.addr)}/${textOf(block.len)}`;
  if (Array.isArray(range)) return range.map(words).join('-');
  if (Array.isArray(set)) return `{ ${set.map(words).join(', ')} }`;
  if (Array.isArray(concat)) return concat.map(words).join(' . ');
  if (Array.isArray(masked)) return masked.map(words).join(' & ');
  return value === false ? 'missing' : textOf(value);
}

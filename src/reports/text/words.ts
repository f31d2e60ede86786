import type { Gain } from '../../model/index.ts';

/** "1 container", "2 containers". */
export const count = (number: number, noun: string, plural = `${noun}s`): string => `${number} ${number === 1 ? noun : plural}`;

/** "a", "a and b", "a, b and c"; of more than `most` only the first, then how many are left out. */
export function list(items: readonly string[], most = items.length): string {
  if (items.length > most) return `${items.slice(0, most).join(', ')} and ${items.length - most} more`;
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** The longest such list that fits the columns; at least one item. */
export function listWithin(items: readonly string[], columns: number): string {
  for (let most = Math.min(items.length, 8); most > 1; most--) {
    const text = list(items, most);
    if (text.length <= columns) return text;
  }
  return list(items, 1);
}

/** What an intruder inside can do, after the container's name. */
export const reaches: Record<Gain, string> = {
  host: 'can reach the host',
  'other containers': 'can reach other containers',
  network: 'can reach the network',
  secrets: 'gives away secrets',
  privileges: 'gives away privileges',
  availability: 'can starve the host',
};

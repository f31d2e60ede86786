import type { Port, Settings } from '../../../model/index.ts';
import { knownValue } from '../../../model/index.ts';
import { sectionsOf } from '../../../text/docker-syntax/sections.ts';
import { open } from './letters.ts';
import { changeValue, givenAt } from './options.ts';
import type { Result, Writing } from './writing.ts';

/** `[[IP:]HOST:]CONTAINER` on one address. */
export function bindTo(writing: Writing, { container, host, ip }: Settings['ports.hostIp']): Result {
  const port = writing.container.ports.find(
    (one) => one.published && knownValue(one.containerPort) === container && knownValue(one.hostPort) === host && !isBound(one, ip),
  );
  const found = port === undefined ? [] : givenAt(writing, port.origin);
  const given = found[0];
  if (given === undefined || given.flag.name !== 'publish') return `the port ${container} is published by --publish-all, or elsewhere`;
  if (found.length > 1) return 'several ports stand in one word: write each on its own';
  return changeValue(writing, given, (text) => {
    if (/^\w+=/.test(text)) return { because: 'the long form of --publish has no word for an address: write it as IP:HOST:CONTAINER' };
    const sections = sectionsOf(text, false).map(({ start, end }) => text.slice(start, end));
    const inside = sections.pop() ?? '';
    const outside = sections.pop();
    if (outside === undefined && inside.includes(open))
      return { because: 'its value comes from a variable, which may hold the address as well: change it where that is set' };
    return `${ip}:${outside ?? ''}:${inside}`;
  });
}

const isBound = ({ hostIp }: Port, ip: string): boolean => knownValue(hostIp) === ip;

import { nodeAt, setScalar } from '../../../text/yaml/edit/index.ts';
import { addTo, dropEntries, ownItems } from './keys.ts';
import type { Result, Writing } from './writing.ts';

/** As Compose's own examples spell them: NET_RAW. */
const short = (name: string): string => name.replace(/^CAP_/, '');

export function dropCapabilities(writing: Writing, to: readonly string[]): Result {
  const dropped = (writing.container.process.capabilities?.drop ?? []).flatMap((entry) => (entry.state === 'written' ? [entry.value] : []));
  const missing = to.filter((name) => !dropped.includes(name));
  if (missing.length === 0) return 'they are dropped already';
  const [only, ...more] = ownItems(writing, 'cap_drop');
  // ALL says what any other one says: a lone one makes room.
  if (missing.length === 1 && missing[0] === 'ALL' && only !== undefined && more.length === 0 && nodeAt(only).kind === 'scalar')
    return setScalar(only, 'ALL');
  return addTo(writing, 'cap_drop', missing.map(short));
}

export const removeCapabilities = (writing: Writing, to: readonly string[]): Result =>
  dropEntries(
    writing,
    (writing.container.process.capabilities?.add ?? []).flatMap((entry) =>
      entry.state === 'written' && to.includes(entry.value) ? [entry.origin] : [],
    ),
    to.map(short).join(', '),
  );

import type { ProvedControl } from '../../src/reports/proof/shape.ts';
import { base } from '../live/truth/base.ts';
import { casesFor } from '../live/truth/index.ts';
import { type Expected, type Kind, wordFor } from '../live/truth/words.ts';
import type { Ran } from '../support/cli.ts';

/** What a whole proof came to, control by control, in the words of the live tests' table. */
export const wordsOf = ({ out }: Ran): Expected => {
  const report = JSON.parse(out) as { readonly containers: readonly { readonly controls: readonly ProvedControl[] }[] };
  return Object.fromEntries((report.containers[0]?.controls ?? []).map((row) => [row.control, wordFor(row)]));
};

/**
 * The table of the live tests, as it is in the lab: control groups of version 2, whose namespace is the container's own; no network; an image that was never in a
 * registry.
 */
const inLab: Readonly<Record<Kind, Expected>> = {
  // What Debian writes into containers.conf leaves CAP_NET_RAW out.
  podman: {
    'host-cgroup-namespace': 'holds',
    'published-address': 'no such measure',
    'image-pinned': 'no such measure',
    'net-raw': 'holds',
  },
  // Its daemon has no bridge there.
  docker: { 'host-cgroup-namespace': 'holds', 'image-pinned': 'no such measure', 'default-bridge': 'off by declaration' },
};

/** `flags`: as they stand in the table. What only the lab does comes last. */
export function expectedInLab(kind: Kind, flags: string, more: Expected = {}): Expected {
  const found = casesFor(kind).find((one) => one.flags === flags);
  if (found === undefined) throw new Error(`${kind} ${flags}: not in the table`);
  const changed = Object.entries(found.expected).filter(([control, word]) => base[kind][control] !== word);
  return { ...base[kind], ...inLab[kind], ...Object.fromEntries(changed), ...more };
}

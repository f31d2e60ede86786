import type { Settings } from '../../../model/index.ts';
import { below, nodeAt } from '../../../text/yaml/edit/index.ts';
import { dropEntries, replace, setKey, setPath, writtenAt } from './keys.ts';
import { own, type Result, type Writing } from './writing.ts';

export const addUser = (writing: Writing, to: string): Result => setKey(writing, 'user', to, writtenAt(writing.container.process.user));

export function giveGroup(writing: Writing, to: number): Result {
  const { user } = writing.container.process;
  if (user?.state !== 'written') return 'which user it runs as is not written here: a group stands behind the user';
  return addUser(writing, `${user.value.name ?? user.value.uid}:${to}`);
}

export const removeGroups = (writing: Writing, to: readonly string[]): Result =>
  dropEntries(
    writing,
    (writing.container.process.additionalGroups ?? []).flatMap((group) =>
      group.state === 'written' && to.includes(group.value.name ?? String(group.value.gid)) ? [group.origin] : [],
    ),
    to.join(', '),
  );

export function setLimit(writing: Writing, { type, soft, hard }: Settings['process.rlimits']): Result {
  const limits = own(writing, 'ulimits');
  const there = limits === undefined ? undefined : below(limits, type);
  if (there === undefined || nodeAt(there).kind !== 'map')
    return setPath(writing.service, ['ulimits', type], soft === hard ? soft : { soft, hard });
  return replaceBoth(writing, type, soft, hard);
}

/** Only the side that is wider than it should be. */
function replaceBoth(writing: Writing, type: string, soft: number, hard: number): Result {
  const found = writing.container.process.rlimits.findLast((one) => one.type === type);
  const edits = [];
  for (const [side, to] of [
    ['soft', soft],
    ['hard', hard],
  ] as const) {
    const field = found?.[side];
    const place = below(below(own(writing, 'ulimits') ?? writing.service, type) ?? writing.service, side);
    if (field?.state !== 'written' || place === undefined) return `the ulimit ${type} is not written here`;
    if (field.value !== -1 && field.value <= hard) continue;
    const result = replace(place, to);
    if (typeof result === 'string') return result;
    edits.push(...result);
  }
  return edits;
}

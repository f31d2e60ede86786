import { type Field, type HostUser, type IdRange, knownValue } from '../../model/index.ts';

/** A range with its owner's name. */
export interface Claim extends IdRange {
  readonly field: Field<IdRange>;
}

/** More than that tells nobody more. */
const most = 20;

const nameOf = (owner: string, users: readonly HostUser[]): string => users.find(({ uid }) => String(uid) === owner)?.name ?? owner;

/** subuid(5) takes a name or a number for the same user. */
export const sameOwner = (a: string, b: string, users: readonly HostUser[]): boolean => nameOf(a, users) === nameOf(b, users);

export const claimsOf = (ranges: readonly Field<IdRange>[], users: readonly HostUser[]): Claim[] =>
  ranges.flatMap((field) => {
    const range = knownValue(field);
    return range === undefined || range.count === 0 ? [] : [{ ...range, owner: nameOf(range.owner, users), field }];
  });

/** Ranges of different owners that overlap, in the order of their first id: each with the widest that began before it. */
export function sharedIds(claims: readonly Claim[]): { first: Claim; second: Claim; from: number; to: number }[] {
  const found: { first: Claim; second: Claim; from: number; to: number }[] = [];
  /** Of each owner, the range so far that goes furthest; only two owners can matter for the next range. */
  let reach: Claim[] = [];
  for (const claim of [...claims].sort((a, b) => a.start - b.start)) {
    const other = reach.find(({ owner }) => owner !== claim.owner);
    if (other !== undefined && endOf(other) > claim.start) {
      found.push({ first: other, second: claim, from: claim.start, to: Math.min(endOf(other), endOf(claim)) - 1 });
      if (found.length === most) return found;
    }
    const rest = reach.filter(({ owner }) => owner !== claim.owner);
    const own = reach.find(({ owner }) => owner === claim.owner);
    reach = [own !== undefined && endOf(own) > endOf(claim) ? own : claim, ...rest].sort((a, b) => endOf(b) - endOf(a)).slice(0, 2);
  }
  return found;
}

const endOf = ({ start, count }: IdRange): number => start + count;

/** Real users inside somebody's range; the owner of a range is never in it by right either. */
export function takenIds(claims: readonly Claim[], users: readonly HostUser[], kind: 'uid' | 'gid'): { claim: Claim; user: HostUser }[] {
  const found: { claim: Claim; user: HostUser }[] = [];
  // Ids of system services above 60000 (nobody, systemd's dynamic users) are nobody's files.
  const real = users.filter((user) => user[kind] !== 65_534);
  for (const claim of claims) {
    const user = real.find((one) => one[kind] >= claim.start && one[kind] < endOf(claim));
    if (user !== undefined) found.push({ claim, user });
    if (found.length === most) break;
  }
  return found;
}

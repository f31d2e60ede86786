import type { Rlimit } from '../../model/index.ts';
import { type Row, reasonKey, row } from './row.ts';
import { sayLimit } from './say.ts';

/** One row where both limits have one reason: "1024, at most 524288". */
export function limitRows({ type, soft, hard }: Rlimit): readonly Row[] {
  const path = `process.rlimits[${type}]`;
  const rows = [...row(`${path}.soft`, soft, sayLimit), ...row(`${path}.hard`, hard, sayLimit)];
  const [first, second] = rows;
  if (first === undefined || second === undefined || first.value === '' || reasonKey(first.reason) !== reasonKey(second.reason))
    return rows;
  return [{ path, value: first.value === second.value ? first.value : `${first.value}, at most ${second.value}`, reason: first.reason }];
}

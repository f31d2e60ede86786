import { multiplexed } from '../../facts/syscalls/index.ts';
import type { Filter } from './compile.ts';

const largest = 2n ** 64n - 1n;
const most = 2_000;

/**
 * Arguments on both sides of every comparison that the filters' rules for a syscall make, in all combinations while there are few,
 * else a spread of them. A difference between two filters shows on one of these unless rules compare four arguments or more.
 */
export function boundaryArguments(filters: readonly Filter[], name: string): readonly (readonly bigint[])[] {
  const near = Array.from({ length: 6 }, () => new Set([0n]));
  for (const { rules } of filters) {
    for (const rule of rules) {
      const behind = multiplexed.get(rule.name);
      const isDoor = behind?.door === name;
      if (rule.name !== name && !isDoor) continue;
      if (isDoor) near[0]?.add(BigInt(behind.call));
      for (const { index, value, valueTwo } of rule.conditions) for (const edge of around(value, valueTwo)) near[index]?.add(edge);
    }
  }
  const lists = near.map((values) => [...values]);
  const combinations = lists.reduce((product, list) => product * list.length, 1);
  const step = Math.max(1, Math.floor(combinations / most));
  return Array.from({ length: Math.ceil(combinations / step) }, (_, row) => combination(lists, row * step));
}

const around = (...values: readonly bigint[]): bigint[] =>
  values.flatMap((value) => [value - 1n, value, value + 1n, value ^ 0x1_0000_0000n]).map((value) => value & largest);

function combination(lists: readonly (readonly bigint[])[], row: number): bigint[] {
  let rest = row;
  return lists.map((list) => {
    const value = list[rest % list.length] ?? 0n;
    rest = Math.floor(rest / list.length);
    return value;
  });
}

import { availableParallelism } from 'node:os';

/** Does the work for each, so many at once as there are processors. Answers in the order of what was given. */
export async function inParallel<T, R>(list: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = new Array(list.length);
  const left = list.entries();
  const keepWorking = async (): Promise<void> => {
    for (const [index, one] of left) results[index] = await work(one);
  };
  await Promise.all(Array.from({ length: Math.min(list.length, availableParallelism()) }, keepWorking));
  return results;
}

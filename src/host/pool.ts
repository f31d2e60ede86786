import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

/** Below this many tasks a thread's start costs more than it saves (measured by tools/bench: about 60 ms a thread). */
const worthThreads = 150;

/** Tasks per message: large enough that messages cost nothing, small enough that no thread is left waiting. */
const batchSize = 25;

/** So many threads may die; after that what is left is given up: the fault is not in one file. */
const mostDeaths = 20;

/**
 * Spreads tasks over threads where that pays and the built worker script is there; otherwise answers undefined.
 * Each worker gets `setup` once as workerData, then batches of tasks, and answers each batch with one array.
 * Results come back in the order of the tasks. A thread that dies (of memory, say) is replaced, and its tasks are tried
 * again one by one: what kills a thread by itself becomes the result that `lost` makes of it. `keep` is what is kept of a result.
 */
export async function overThreads<Task, Result>(
  script: URL,
  setup: unknown,
  tasks: readonly Task[],
  onProgress: (done: number) => void,
  lost: (task: Task, why: string) => Result,
  keep: (result: Result) => Result = (result) => result,
): Promise<Result[] | undefined> {
  const threads = Math.min(availableParallelism(), Math.ceil(tasks.length / batchSize));
  if (tasks.length < worthThreads || threads < 2 || !existsSync(fileURLToPath(script))) return undefined;

  // Loaded only here: it costs more than a small run.
  const { Worker } = await import('node:worker_threads');
  const results: Result[] = new Array(tasks.length);
  const again: number[] = [];
  let next = 0;
  let done = 0;
  let deaths = 0;

  const take = (): number[] => {
    const one = again.pop();
    if (one !== undefined) return [one];
    const start = next;
    next = Math.min(tasks.length, start + batchSize);
    return Array.from({ length: next - start }, (_, index) => start + index);
  };
  const finish = (index: number, result: Result): void => {
    results[index] = result;
    done++;
  };
  const giveUp = (batch: readonly number[], why: string): void => {
    deaths++;
    if (batch.length > 1 && deaths < mostDeaths) again.push(...batch);
    else for (const index of batch) finish(index, lost(tasks[index] as Task, why));
  };

  /** One thread, until there is no task left or it dies. */
  const work = () =>
    new Promise<void>((resolve) => {
      const worker = new Worker(script, { workerData: setup, argv: process.argv.slice(2) });
      let batch: number[] = [];
      let why = 'the thread ended';
      const give = () => {
        batch = take();
        if (batch.length === 0) void worker.terminate();
        else worker.postMessage(batch.map((index) => tasks[index]));
      };
      worker.on('message', (answers: Result[]) => {
        for (const [at, answer] of answers.entries()) finish(batch[at] as number, keep(answer));
        onProgress(done);
        give();
      });
      worker.on('error', (error) => {
        why = error.message;
      });
      worker.on('exit', () => {
        if (batch.length > 0) giveUp(batch, why);
        resolve();
      });
      give();
    });
  const keepWorking = async (): Promise<void> => {
    while (again.length > 0 || next < tasks.length) {
      if (deaths < mostDeaths) await work();
      else giveUp(take(), 'too many threads ended');
    }
  };
  await Promise.all(Array.from({ length: threads }, keepWorking));
  return results;
}

import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

/** Below this many tasks a thread's start costs more than it saves (measured by tools/bench: about 60 ms a thread). */
const worthThreads = 150;

/** Tasks per message: large enough that messages cost nothing, small enough that no thread is left waiting. */
const batchSize = 25;

/**
 * Spreads tasks over threads where that pays and the built worker script is there; otherwise answers undefined.
 * Each worker gets `setup` once as workerData, then batches of tasks, and answers each batch with one array.
 * Results come back in the order of the tasks. A thread that dies fails the whole call.
 */
export async function overThreads<Task, Result>(
  script: URL,
  setup: unknown,
  tasks: readonly Task[],
  onProgress: (done: number) => void,
): Promise<Result[] | undefined> {
  const threads = Math.min(availableParallelism(), Math.ceil(tasks.length / batchSize));
  if (tasks.length < worthThreads || threads < 2 || !existsSync(fileURLToPath(script))) return undefined;

  // Loaded only here: it costs more than a small run.
  const { Worker } = await import('node:worker_threads');
  const results: Result[] = new Array(tasks.length);
  let next = 0;
  let done = 0;
  const run = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(script, { workerData: setup });
      let start = 0;
      const give = () => {
        start = next;
        const batch = tasks.slice(start, start + batchSize);
        next += batch.length;
        if (batch.length === 0) void worker.terminate().then(() => resolve());
        else worker.postMessage(batch);
      };
      worker.on('message', (answers: Result[]) => {
        for (const [index, answer] of answers.entries()) results[start + index] = answer;
        done += answers.length;
        onProgress(done);
        give();
      });
      worker.on('error', reject);
      give();
    });
  await Promise.all(Array.from({ length: threads }, run));
  return results;
}

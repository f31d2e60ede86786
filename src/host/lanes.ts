import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Worker } from 'node:worker_threads';

/** More would take more memory than they save time. */
const mostLanes = 4;

/** Heap of one thread, in MiB; what it holds of files is not on it. */
const heap = 512;

/** Long tasks, one on this thread and the others on threads of their own, so many at once as there are processors. */
export interface Lanes<Task, Answer> {
  do(task: Task): Promise<Answer>;
}

/**
 * `script`: what a thread runs (answerTasks); where it is not there, as when run from source, all is done by `here`. `lost` makes an answer of a task
 * whose thread died.
 */
export function lanes<Task, Answer>(
  script: URL,
  here: (task: Task) => Promise<Answer>,
  lost: (why: string) => Answer,
): Lanes<Task, Answer> {
  const most = existsSync(fileURLToPath(script)) ? Math.min(mostLanes, availableParallelism()) - 1 : 0;
  const idle: Worker[] = [];
  const waiting: (() => void)[] = [];
  let threads = 0;
  let free = true;

  async function inThread(task: Task): Promise<Answer> {
    const worker = idle.pop() ?? (await started());
    worker.ref();
    return new Promise((resolve) => {
      let why = 'it ended';
      const answered = (answer: Answer): void => done(answer, true);
      const failed = ({ message }: Error): void => {
        why = message;
      };
      const ended = (): void => done(lost(why), false);
      const done = (answer: Answer, alive: boolean): void => {
        worker.off('message', answered).off('error', failed).off('exit', ended);
        if (alive) idle.push(worker);
        // What waits for more must not keep the process.
        worker.unref();
        resolve(answer);
      };
      worker.on('message', answered).on('error', failed).on('exit', ended);
      worker.postMessage(task);
    });
  }

  async function started(): Promise<Worker> {
    const { Worker } = await import('node:worker_threads');
    return new Worker(script, { argv: process.argv.slice(2), resourceLimits: { maxOldGenerationSizeMb: heap } });
  }

  return {
    async do(task) {
      while (!free && threads >= most) await new Promise<void>((resolve) => waiting.push(resolve));
      const mine = free;
      if (mine) free = false;
      else threads++;
      try {
        return await (mine ? here(task) : inThread(task));
      } finally {
        if (mine) free = true;
        else threads--;
        waiting.shift()?.();
      }
    },
  };
}

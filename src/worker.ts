import { parentPort, workerData } from 'node:worker_threads';
import { asker } from './commands/check/ask.ts';
import { examineFile } from './commands/check/examine/file.ts';
import type { FileTask } from './commands/check/gather.ts';
import type { CheckOptions } from './commands/check/question.ts';

/** A thread of `check`: takes batches of files, answers with what each came to (host/pool.ts). */
export function work(): void {
  const ask = asker(workerData as CheckOptions);
  parentPort?.on('message', async (tasks: readonly FileTask[]) => {
    parentPort?.postMessage(await Promise.all(tasks.map((task) => examineFile(task, ask(task.file)))));
  });
}

import { parentPort } from 'node:worker_threads';

/** A thread of lanes.ts: answers one task after the other. `moved`: memory of an answer that need not be copied. */
export function answerTasks<Task, Answer>(work: (task: Task) => Promise<Answer>, moved: (answer: Answer) => readonly ArrayBuffer[]): void {
  parentPort?.on('message', async (task: Task) => {
    const answer = await work(task);
    parentPort?.postMessage(answer, moved(answer));
  });
}

import { onSignals } from './signals.ts';

/**
 * Takes one step after the other. A signal that would end the process waits for the step that is being taken, and keeps it from taking
 * the next one: the answer is that signal, undefined where all steps were taken.
 */
export async function stepByStep<Step>(steps: readonly Step[], take: (step: Step) => void): Promise<NodeJS.Signals | undefined> {
  let stopped: NodeJS.Signals | undefined;
  const forget = onSignals((signal) => {
    stopped = signal;
  });
  try {
    for (const step of steps) {
      take(step);
      // Signals are told between two turns of the event loop only.
      await new Promise((resolve) => setImmediate(resolve));
      if (stopped !== undefined) break;
    }
    return stopped;
  } finally {
    forget();
  }
}

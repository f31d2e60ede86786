/** What ends a process, unless it deals with it. */
const ending = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Calls `deal` for each of these signals, which then do nothing else. What it answers takes that back. */
export function onSignals(deal: (signal: NodeJS.Signals) => void, signals: readonly NodeJS.Signals[] = ending): () => void {
  for (const signal of signals) process.on(signal, deal);
  return () => {
    for (const signal of signals) process.off(signal, deal);
  };
}

/** Ends this process by the signal that was dealt with: whoever waits for it is told so. Nobody may be dealing with it any more. */
export const endBy = (signal: NodeJS.Signals): void => {
  process.kill(process.pid, signal);
};

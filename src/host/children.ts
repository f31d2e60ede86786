import type { ChildProcess } from 'node:child_process';
import { endBy, onSignals } from './signals.ts';

/** What runs now: a signal that ends this process ends it too, which its own process group would keep from it. */
const running = new Set<ChildProcess>();
let forgetSignals = (): void => {};

/** Until `forget`. */
export function remember(child: ChildProcess): void {
  if (running.size === 0) forgetSignals = onSignals(endAll);
  running.add(child);
}

export function forget(child: ChildProcess): void {
  running.delete(child);
  if (running.size === 0) forgetSignals();
}

function endAll(signal: NodeJS.Signals): void {
  for (const child of [...running]) {
    killGroup(child);
    forget(child);
  }
  endBy(signal);
}

/** Ends a program that leads its own process group, and what it started. */
export function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

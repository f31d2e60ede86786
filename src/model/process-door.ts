import type { MachineDoor } from './host.ts';
import type { DeviceNode } from './observed.ts';

/** What reading a process needs: the machine's door, and two things more. Nothing here throws or waits for ever. */
export interface ProcessDoor extends MachineDoor {
  /**
   * Words that end in NUL, out of the memory of another process: `environ`, `cmdline`. That memory may be in the hands of a hostile
   * container, so whoever reads a real one has to be able to give up.
   */
  memory(path: string): Promise<{ readonly words: readonly string[] } | { readonly missing: true } | { readonly refused: string }>;
  /** A device file itself, never what a link points to; undefined for everything else. */
  node(path: string): DeviceNode | undefined;
}

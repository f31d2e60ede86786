import { release } from 'node:os';

/** The kernel's release, as `uname -r` says it, and the architecture as Node names it. */
export const machine = (): { readonly kernel: string; readonly arch: string } => ({ kernel: release(), arch: process.arch });

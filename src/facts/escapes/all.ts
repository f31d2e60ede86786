import { containerdEscapes } from './containerd.ts';
import { dockerEscapes } from './docker.ts';
import type { Escape } from './escape.ts';
import { kernelEscapes } from './kernel.ts';
import { podmanEscapes } from './podman.ts';
import { runcEscapes } from './runc.ts';

/** Every known escape that the tables hold. */
export const escapes: readonly Escape[] = [...runcEscapes, ...containerdEscapes, ...dockerEscapes, ...podmanEscapes, ...kernelEscapes];

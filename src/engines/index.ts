import type { Container, Engine } from '../model/index.ts';

/**
 * Declared → effective: what this engine will tell the kernel, each value with its reason. Pure.
 * A container of kind `image` has no engine yet: only what the image itself settles is resolved.
 */
export function resolve(declared: Container, _engine: Engine): Container {
  return declared;
}

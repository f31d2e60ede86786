import { imageUser } from '../facts/official-images.ts';
import type { Container, Engine } from '../model/index.ts';
import { resolveWith } from './resolve.ts';

export { describe, type Reason } from './describe/index.ts';
export { defaultEngine, knownVersions, parseEngine } from './known.ts';
export { toOciConfig } from './oci/config.ts';
export { portable } from './oci/portable.ts';

/**
 * Declared → effective: what this engine will tell the kernel, each value with its reason. Pure; nothing declared is lost
 * but what the engine itself overrides. A container of kind `image` has no engine yet: only what the image itself settles
 * (user, group, environment, health check) is resolved. A Windows container stays as declared.
 */
export function resolve(declared: Container, engine: Engine): Container {
  return resolveWith(declared, engine, imageUser);
}

import type { Finding } from '../model/index.ts';
import { hash } from './hash.ts';

/**
 * Tells findings apart by what they are about, not by where they stand: lines may move. The same said twice of one container
 * is told apart by its order. `container`: what names the container, if not its id. It holds no part of the text that it is made of.
 */
export function fingerprints(): (finding: Pick<Finding, 'control' | 'container' | 'detail'>, container?: string) => string {
  const seen = new Map<string, number>();
  return ({ control, detail, container: id }, container = id) => {
    const identity = [control, container, detail].join('\u0000');
    const times = seen.get(identity) ?? 0;
    seen.set(identity, times + 1);
    return `${hash(identity)}:${times + 1}`;
  };
}

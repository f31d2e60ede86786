import { type Caller, caller } from '../../host/caller.ts';
import { webDoor } from '../../host/web-door.ts';
import { NoAnswer, Unreadable } from '../../model/index.ts';
import { newSession, placeOf, resolve } from '../../registry/index.ts';
import { loginsOf } from '../logins.ts';
import { trustOf } from '../registry-trust.ts';
import type { DigestOf } from './digests.ts';

/** Asks the registry of each image once, and whoever is handed in where it cannot say. A registry that does not answer is not asked again. */
export function registryDigests(otherwise: DigestOf, by: Caller = caller(), timeout?: number): DigestOf {
  const session = newSession(webDoor(trustOf(by)), loginsOf(by), timeout);
  const silent = new Map<string, string>();
  const known = new Map<string, ReturnType<DigestOf>>();
  const ask = async (reference: string): ReturnType<DigestOf> => {
    let registry = 'the registry';
    try {
      const place = placeOf(reference);
      registry = place.name;
      const before = silent.get(registry);
      if (before !== undefined) throw new Unreadable(before);
      return await resolve(session, place);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      if (error instanceof NoAnswer) silent.set(registry, error.message);
      const found = await otherwise(reference);
      return typeof found === 'string' ? found : { because: `its digest is not known: ${registry}: ${error.message}` };
    }
  };
  return (reference) => {
    const found = known.get(reference) ?? ask(reference);
    known.set(reference, found);
    return found;
  };
}

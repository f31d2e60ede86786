import { broken, type Verdict, type WrittenContainer } from '../../model/index.ts';
import { forbid } from './check.ts';

export type { Check } from './check.ts';

/** A fault for each capability that is added and not allowed, by its exact letters as admission compares them. */
export const added = ({ capabilities }: WrittenContainer, allowed: ReadonlySet<string>, why: string): Verdict[] =>
  (capabilities?.add ?? []).flatMap((field) =>
    forbid(field, (name, at) =>
      allowed.has(name) ? undefined : broken(`adds the capability ${name}, ${why}`, at, { remedy: remove(name) }),
    ),
  );

const remove = (name: string) => [{ set: 'process.capabilities.remove', to: [inFull(name)] }] as const;

/** As the model names it: upper case, CAP_ in front, ALL as it is. */
function inFull(name: string): string {
  const upper = name.toUpperCase();
  return upper === 'ALL' || upper.startsWith('CAP_') ? upper : `CAP_${upper}`;
}

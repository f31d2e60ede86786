import type { NetworkPolicy } from '../../model/index.ts';
import { policiesInText } from '../check/policies.ts';

/** The network policies of all texts as they are now: a policy in one file is about the pods of another. */
export interface Policies {
  all(): readonly NetworkPolicy[];
  /** Reads the changed texts again. False: the policies are what they were. */
  renew(changed: Iterable<string>): Promise<boolean>;
}

export function policiesOfTexts(texts: ReadonlyMap<string, string>): Policies {
  const byFile = new Map<string, readonly NetworkPolicy[]>();
  let all: readonly NetworkPolicy[] = [];
  return {
    all: () => all,
    async renew(changed) {
      let isNew = false;
      for (const path of changed) {
        const found = await policiesInText({ path, text: texts.get(path) ?? '' });
        isNew ||= found.length > 0 || (byFile.get(path)?.length ?? 0) > 0;
        byFile.set(path, found);
      }
      if (isNew) all = [...byFile.values()].flat();
      return isNew;
    },
  };
}

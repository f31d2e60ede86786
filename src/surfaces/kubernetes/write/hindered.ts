import { rootWorkOf } from '../../../facts/root-work.ts';
import type { Change } from '../../../model/index.ts';
import type { Writing } from './writing.ts';

/** Why a change would take from a container the very thing that it was written for: one clause. */
export function hinderedBy({ container }: Writing, change: Change): string | undefined {
  const work = rootWorkOf(container);
  if (work === undefined || !takesAway(change, work.kind)) return undefined;
  return `its command runs ${work.does}, which would then fail: ${work.instead}`;
}

function takesAway(change: Change, kind: 'kernel' | 'files' | 'packages'): boolean {
  switch (change.set) {
    case 'process.user':
    case 'process.runAsNonRoot':
    case 'process.capabilities.drop':
      return true;
    case 'privileged':
    case 'process.capabilities.remove':
      return kind === 'kernel';
    case 'root.readonly':
      return kind === 'packages';
    default:
      return false;
  }
}

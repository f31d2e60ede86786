import type { PageEntry } from './data.ts';
import { everything, type Filter, isEverything, matcher } from './filter.ts';
import type { Model } from './model.ts';

/** What is asked for now, and what of the entries that leaves. */
export interface Found {
  readonly filter: Filter;
  readonly all: boolean;
  readonly entries: readonly PageEntry[];
}

export interface Store {
  readonly model: Model;
  readonly found: () => Found;
  readonly ask: (change: Partial<Filter>) => void;
  /** Called at once, and again after each change: one of those who watch a frame, in their order. */
  readonly watch: (see: (found: Found) => void) => void;
}

export function storeOf(model: Model, later: (act: () => void) => void = (act) => void requestAnimationFrame(act)): Store {
  let filter = everything;
  let known: Found | undefined;
  let waiting = false;
  const found = (): Found => {
    known ??= foundBy(model, filter);
    return known;
  };
  const watchers: ((found: Found) => void)[] = [];
  // One watcher a frame: what all of them do at once would make that frame late. A change in between begins again.
  const tell = (at: number, told: Found): void => {
    const now = found();
    const next = now === told ? at : 0;
    watchers[next]?.(now);
    waiting = next + 1 < watchers.length;
    if (waiting) later(() => tell(next + 1, now));
  };
  return {
    model,
    found,
    ask(change) {
      filter = { ...filter, ...change };
      known = undefined;
      if (waiting) return;
      waiting = true;
      later(() => tell(0, found()));
    },
    watch(see) {
      watchers.push(see);
      see(found());
    },
  };
}

const foundBy = (model: Model, filter: Filter): Found => ({
  filter,
  all: isEverything(filter),
  entries: isEverything(filter) ? model.entries : model.entries.filter(matcher(model, filter)),
});

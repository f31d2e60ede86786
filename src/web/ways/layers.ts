import { groupBy } from '../group.ts';
import type { Link } from './link.ts';

/**
 * The column of each node: as far right as its longest path from a beginning, the ends all in the last one. A link that would lead back
 * (two containers that share a volume reach each other) is followed by none.
 */
export function layersOf(nodes: readonly string[], links: readonly Link[], isEnd: (node: string) => boolean): ReadonlyMap<string, number> {
  const forward = withoutCircles(nodes, links);
  const waiting = new Map(nodes.map((node) => [node, 0]));
  for (const { to } of forward) waiting.set(to, (waiting.get(to) ?? 0) + 1);
  const out = groupBy(forward, ({ from }) => from);
  const layers = new Map(nodes.map((node) => [node, 0]));
  const ready = nodes.filter((node) => waiting.get(node) === 0);
  for (let at = 0; at < ready.length; at++) {
    const node = ready[at] ?? '';
    for (const { to } of out.get(node) ?? []) {
      layers.set(to, Math.max(layers.get(to) ?? 0, (layers.get(node) ?? 0) + 1));
      const left = (waiting.get(to) ?? 0) - 1;
      waiting.set(to, left);
      if (left === 0) ready.push(to);
    }
  }
  const last = Math.max(0, ...layers.values());
  for (const node of nodes) if (isEnd(node)) layers.set(node, last);
  return layers;
}

function withoutCircles(nodes: readonly string[], links: readonly Link[]): readonly Link[] {
  const out = groupBy(links, ({ from }) => from);
  const state = new Map<string, 'open' | 'done'>();
  const kept: Link[] = [];
  for (const start of nodes) {
    if (state.has(start)) continue;
    const path = [{ node: start, next: 0 }];
    state.set(start, 'open');
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const link = out.get(top.node)?.[top.next++];
      if (link === undefined) {
        state.set(top.node, 'done');
        path.pop();
      } else if (state.get(link.to) !== 'open') {
        kept.push(link);
        if (!state.has(link.to)) {
          state.set(link.to, 'open');
          path.push({ node: link.to, next: 0 });
        }
      }
    }
  }
  return kept;
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Step, WayPart, Ways } from '../../model/index.ts';
import { waysOf } from '../../ways/index.ts';
import { bundled } from './bundle.ts';
import { drawingOf } from './drawn.ts';
import { fold } from './fold.ts';
import { indexOf, isWayClosed } from './index-of.ts';
import { layersOf } from './layers.ts';
import { layOut } from './layout.ts';

/** A container from which root leads to the host over some capabilities and, if asked for, over a shared volume. */
function part(id: string, capabilities: readonly string[], volume?: 'gives' | 'takes'): WayPart {
  const step = (from: string, to: string, key?: string): Step => ({
    from,
    to,
    kind: `to ${to.split(':')[0]}`,
    certainty: 'open',
    what: 'goes on',
    grounds: key === undefined ? [] : [{ container: id, detail: key, view: 'written', change: { key, control: key, container: id } }],
  });
  const [inside, root] = [`inside:${id}`, `root:${id}`];
  const own = capabilities.map((name) => `capability:${id}:${name}`);
  const steps = [
    step(inside, root, `user ${id}`),
    ...own.flatMap((capability) => [step(root, capability), step(capability, 'host', `cap ${id}`)]),
    ...(volume === 'gives' ? [step(inside, 'shared:volume:v')] : []),
    ...(volume === 'takes' ? [step('shared:volume:v', inside)] : []),
  ];
  return {
    container: { id, name: id, file: 'compose.yaml', line: 1 },
    holds: [
      { id: inside, kind: 'inside', title: `inside ${id}`, container: id },
      { id: root, kind: 'root', title: `root in ${id}`, container: id },
      ...own.map((capability) => ({ id: capability, kind: 'capability' as const, title: capability, container: id })),
      { id: 'shared:volume:v', kind: 'shared', title: 'the volume v' },
      { id: 'host', kind: 'host', title: 'root on the host' },
    ],
    steps,
  };
}

const drawn = (ways: Ways) => {
  const index = indexOf(ways);
  return { index, groups: fold(index, () => true) };
};

describe('containers with the same ways', () => {
  it('are told once', () => {
    const { groups } = drawn(waysOf([part('a', ['X']), part('b', ['X', 'Y']), part('c', ['X'])]));
    expect(groups.map(({ containers }) => containers)).toEqual(expect.arrayContaining([['a', 'c'], ['b']]));
  });

  it('are apart where one leads through another', () => {
    const { groups } = drawn(waysOf([part('a', ['X'], 'takes'), part('b', ['X'], 'gives')]));
    expect(groups.map(({ containers }) => containers.length)).toEqual([1, 1]);
  });

  it('are left out where somebody lives with their ways', () => {
    const ways = waysOf([part('a', ['X'])]);
    expect(
      fold(
        indexOf(
          ways,
          ways.ways.map((_, at) => at),
        ),
        () => true,
      ),
    ).toEqual([]);
  });
});

describe('the drawing', () => {
  it('shares what several containers come to', () => {
    const { index, groups } = drawn(waysOf([part('a', ['X']), part('b', ['X', 'Y'])]));
    const { holds, links } = drawingOf(index, groups);
    expect(holds.filter(({ id }) => id === 'host').length).toBe(1);
    expect(links.filter(({ to }) => to === 'host').length).toBe(3);
  });

  it('puts like capabilities together where there are many', () => {
    const names = Array.from({ length: 20 }, (_, at) => `CAP_${at}`);
    const { index, groups } = drawn(waysOf([part('a', names)]));
    const { holds, links, together } = bundled(drawingOf(index, groups));
    expect([holds.map(({ kind }) => kind).sort(), [...together.values()].map(({ length }) => length)]).toEqual([
      ['capability', 'host', 'inside', 'root'],
      [20],
    ]);
    expect(links.find(({ to }) => to === 'host')?.steps.length).toBe(20);
  });
});

describe('what the changes close', () => {
  const { index } = drawn(waysOf([part('a', ['X']), part('b', ['X'])]));
  const left = (...keys: readonly string[]): number =>
    index.toHost.filter((at) => {
      const way = index.ways.ways[at];
      return way !== undefined && !isWayClosed(index, way, new Set(keys));
    }).length;

  it.each([
    [[], 2],
    [['cap a'], 1],
    [['another'], 2],
    [['cap a', 'user b'], 0],
  ])('%j leaves %i', (keys, open) => {
    expect(left(...keys)).toBe(open);
  });

  it('the cut leaves none', () => {
    expect(left(...index.ways.cut.map(({ change }) => change.key))).toBe(0);
  });
});

describe('columns', () => {
  it('are as far right as the longest path, the ends last', () => {
    const links = [
      ['a', 'b'],
      ['b', 'c'],
      ['a', 'c'],
      ['a', 'end'],
    ].map(([from = '', to = '']) => ({ from, to }));
    expect([...layersOf(['a', 'b', 'c', 'end'], links, (id) => id === 'end')]).toEqual([
      ['a', 0],
      ['b', 1],
      ['c', 2],
      ['end', 2],
    ]);
  });

  it('do not mind circles', () => {
    const links = [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'a' },
    ];
    expect([...layersOf(['a', 'b'], links, () => false).values()]).toEqual([0, 1]);
  });
});

it('no two nodes of a drawing meet, and every line goes from one side to the other', () => {
  const sizes = { nodeWidth: 100, nodeHeight: 40, across: 40, between: 10 };
  const name = fc.integer({ min: 0, max: 11 }).map(String);
  fc.assert(
    fc.property(fc.array(fc.record({ from: name, to: name }), { maxLength: 30 }), (all) => {
      const links = all.filter(({ from, to }) => from !== to);
      const nodes = [...new Set(links.flatMap(({ from, to }) => [from, to]))];
      const layout = layOut(nodes, links, (id) => id === '11', sizes, Number);
      const places = [...layout.nodes.values()];
      for (const [at, one] of places.entries())
        for (const other of places.slice(at + 1))
          expect(Math.abs(one.x - other.x) >= sizes.nodeWidth || Math.abs(one.y - other.y) >= sizes.nodeHeight - 1e-6).toBe(true);
      for (const [at, path] of layout.paths.entries()) {
        expect(path[0]?.x).toBe((layout.nodes.get(links[at]?.from ?? '')?.x ?? 0) + sizes.nodeWidth);
        expect(path.at(-1)?.x).toBe(layout.nodes.get(links[at]?.to ?? '')?.x);
      }
    }),
  );
});

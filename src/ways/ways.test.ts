import { describe, expect, it } from 'vitest';
import type { Certainty, Hold, Step, WayPart } from '../model/index.ts';
import { hittingSet } from './hitting-set.ts';
import { waysOf } from './index.ts';

/** "a > root b open: x, y*2": a step from hold `a` to hold `b` with a ground for each change, of which y is of two settings. */
function part(id: string, ...lines: readonly string[]): WayPart {
  const full = (name: string): string =>
    /^(?:host|host user|cluster|shared:.*)$/.test(name) ? name : name.includes(':') ? name : `${name}:${id}`;
  const steps = lines.map((line): Step => {
    const [, from = '', to = '', certainty = 'open', changes = ''] =
      /^(\S+) > (\S+)(?: (open|perhaps|fault))?(?:: (.*))?$/.exec(line) ?? [];
    return {
      from: full(from),
      to: full(to),
      kind: 'test',
      certainty: certainty as Certainty,
      what: line,
      grounds: changes
        .split(', ')
        .filter((key) => key !== '')
        .map((change) => {
          const [key = '', settings = '1'] = change.split('*');
          const remedy = Array.from({ length: Number(settings) }, (_, at) => `${key} ${at}`);
          return { container: id, detail: key, view: 'written', control: key, change: { key, control: key, container: id, remedy } };
        }),
    };
  });
  const names = new Set(['inside', ...steps.flatMap(({ from, to }) => [from, to])].map(full));
  const holds = [...names].map((name): Hold => {
    const kind = name.split(':')[0] as Hold['kind'];
    const owner = name.split(':')[1];
    return { id: name, kind, title: name, ...(kind === 'shared' || owner === undefined ? {} : { container: owner }) };
  });
  return { container: { id, name: id, file: 'compose.yaml', line: 1 }, holds, steps };
}

const keys = (parts: readonly WayPart[]): string[] =>
  waysOf(parts)
    .cut.map(({ change }) => change.key)
    .sort();

describe('the ways of one container', () => {
  it('are one for each last step, by the surest path', () => {
    const { ways } = waysOf([
      part('a', 'inside > root open: user', 'inside > root perhaps: nnp', 'root > host: socket', 'inside > cluster'),
    ]);
    expect(ways.map(({ goal, certainty, steps }) => [goal, certainty, steps])).toEqual([
      ['host', 'open', [0, 2]],
      ['cluster', 'open', [3]],
    ]);
  });

  it.each<[string, readonly string[], Certainty]>([
    ['open', ['inside > host'], 'open'],
    ['perhaps once', ['inside > root perhaps', 'root > host'], 'perhaps'],
    ['a fault anywhere', ['inside > root perhaps', 'root > host fault'], 'fault'],
    ['a longer way that is surer', ['inside > host fault', 'inside > root', 'root > mount', 'mount > host'], 'open'],
  ])('are as sure as their least sure step: %s', (_, lines, certainty) => {
    expect(waysOf([part('a', ...lines)]).ways[0]?.certainty).toBe(certainty);
  });

  it('do not go round in circles', () => {
    expect(waysOf([part('a', 'inside > root', 'root > inside', 'root > host')]).ways).toHaveLength(1);
  });
});

describe('ways through another container', () => {
  const shared = [part('a', 'inside > shared:volume:v'), part('b', 'shared:volume:v > inside', 'inside > host: socket')];

  it('are told with whom they lead through, after its own', () => {
    expect(waysOf(shared).ways.map(({ container, goal, through }) => [container, goal, through])).toEqual([
      ['b', 'host', undefined],
      ['a', 'host', 'b'],
      ['a', 'inside:b', undefined],
    ]);
  });

  it('lead through several', () => {
    const chain = [
      part('a', 'inside > shared:volume:1'),
      part('b', 'shared:volume:1 > inside', 'inside > shared:volume:2', 'shared:volume:2 > inside'),
      part('c', 'shared:volume:2 > inside', 'inside > host'),
    ];
    const [far] = waysOf(chain).ways.filter(({ container, goal }) => container === 'a' && goal === 'host');
    expect([far?.through, far?.steps.length]).toEqual(['b', 5]);
  });

  it('are closed with the ways of that other', () => {
    const { cut, left } = waysOf(shared);
    expect([cut.map(({ change, closes }) => [change.key, closes.length]), left]).toEqual([[['socket', 2]], []]);
  });

  it('count where an intruder begins in one container alone', () => {
    const { ways, cut } = waysOf([...shared, part('c', 'inside > host: disk')], { from: ['a'] });
    expect([ways.map(({ container }) => container), cut.map(({ change }) => change.key)]).toEqual([['a', 'a'], ['socket']]);
  });
});

describe('the cut', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['nothing to close', ['inside > root: user'], []],
    ['one change for two ways', ['inside > root: user', 'root > host: socket', 'root > mount: cap', 'mount > host: disk'], ['user']],
    ['two where two are needed', ['inside > host: socket', 'inside > root: user', 'root > host: disk'], ['disk', 'socket']],
    [
      'two settings where the one change that does is of three',
      ['inside > host: userns*3, socket', 'inside > host perhaps: userns*3, disk'],
      ['disk', 'socket'],
    ],
    [
      'each thing by itself, of as many settings',
      ['inside > host: userns*2, socket', 'inside > host perhaps: userns*2, disk'],
      ['disk', 'socket'],
    ],
    ['the change at the goal, of equally few', ['inside > root: user', 'root > host: socket'], ['socket']],
    ['not for a fault', ['inside > host fault: seccomp'], []],
    ['what perhaps is open too', ['inside > host perhaps: socket'], ['socket']],
    [
      'a second path to the same step',
      ['inside > root: user', 'inside > root perhaps: nnp', 'root > host: x, y', 'root > host: y, z'],
      ['y'],
    ],
  ])('%s', (_, lines, expected) => {
    expect(keys([part('a', ...lines)])).toEqual(expected);
  });

  it('counts a line that two containers rest on once', () => {
    const pod = [part('a', 'inside > host: hostPID'), part('b', 'inside > host: hostPID')];
    expect(keys(pod)).toEqual(['hostPID']);
  });

  it('names the ways that no change closes, and closes the others', () => {
    const { cut, left, ways } = waysOf([part('a', 'inside > host', 'inside > root: user', 'root > host: disk')]);
    expect([cut.map(({ change }) => change.key), left.map((at) => ways[at]?.steps)]).toEqual([['disk'], [[0]]]);
  });

  it('says what each change closes alone', () => {
    const { alone } = waysOf([part('a', 'inside > root: user', 'root > host: socket', 'root > mount: cap', 'mount > host: disk')]);
    expect(alone.map(({ change, closes }) => [change.key, closes.length])).toEqual([
      ['user', 2],
      ['socket', 1],
      ['cap', 1],
      ['disk', 1],
    ]);
  });
});

describe('the fewest keys that hit every set', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['none', [], []],
    ['where taking the most frequent first is wrong', ['pg', 'pgx', 'qg', 'qgx', 'p', 'q'], ['p', 'q']],
    ['apart', ['ab', 'cd'], ['a', 'c']],
  ])('%s', (_, sets, expected) => {
    const { keys: found, fewest } = hittingSet(
      sets.map((letters) => new Set(letters)),
      { cost: () => 1, worth: (key) => -key.charCodeAt(0) },
    );
    expect([[...found].sort(), fewest]).toEqual([expected, true]);
  });
});

describe('the same step on other grounds', () => {
  const [first, second] = ['privileged', 'cap'].map((change) => part('a', `inside > host open: ${change}`));
  const steps = [first, second].flatMap((one) => one?.steps ?? []).map((step) => ({ ...step, what: 'mounts a disk' }));

  it('is told once, and closed on each', () => {
    const { ways, cut, alone } = waysOf(first === undefined ? [] : [{ ...first, steps }]);
    expect([ways.length, cut.map(({ change }) => change.key).sort(), alone]).toEqual([1, ['cap', 'privileged'], []]);
  });
});

import { describe, expect, it } from 'vitest';
import { at, container } from '../../test/support/table.ts';
import { knownValue } from '../model/index.ts';
import { places } from './place.ts';
import { asVersionTakes, inFolder } from './versions.ts';

const { origin } = at('');
const bind = (source: string, ...options: string[]) =>
  container({
    mounts: [{ origin, type: at('bind'), source: at(source), destination: at('/d'), options: options.map((option) => at(option)) }],
  });

describe('a relative source', () => {
  it.each([
    ['docker-run', 'docker', '20.10', '/srv/shop/x'],
    ['docker-run', 'docker', '23.0', './x'],
    ['docker-run', 'docker', '29.0', './x'],
    ['podman-run', 'podman', '4.3', './x'],
    ['compose', 'docker', '20.10', './x'],
    ['quadlet', 'podman', '5.6', '/srv/shop/x'],
    ['kubernetes', 'kubernetes', '1.34', '/srv/shop/x'],
  ] as const)('%s on %s %s', (to, kind, version, expected) => {
    const [mount] = inFolder(bind('./x'), places[to], { kind, version }, '/srv/shop').mounts;
    expect(knownValue(mount?.source)).toBe(expected);
  });

  it('of nobody knows where: what is left to do is told, where the version refuses it', () => {
    const said = (version: string) => asVersionTakes(bind('../x'), places['docker-run'], { kind: 'docker', version }).notes;
    expect(said('20.10')).toEqual([
      expect.objectContaining({ kind: 'todo', path: 'mounts[/d].source', message: expect.stringContaining('since 23.0') }),
    ]);
    expect(said('23.0')).toEqual([]);
    expect(asVersionTakes(bind('../x'), places.kubernetes, { kind: 'kubernetes', version: '1.34' }).notes).toEqual([]);
  });
});

describe('read-only all the way down', () => {
  it.each([
    ['docker-run', '24.0', [], 'lost'],
    ['compose', '24.0', [], 'lost'],
    ['docker-run', '25.0', ['rro'], undefined],
  ] as const)('%s on Docker %s', (to, version, options, kind) => {
    const { container: one, notes } = asVersionTakes(bind('/x', 'rro'), places[to], { kind: 'docker', version });
    expect(one.mounts[0]?.options?.map(knownValue)).toEqual(options);
    expect(notes.map((note) => note.kind)).toEqual(kind === undefined ? [] : [kind]);
  });
});

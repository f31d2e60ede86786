import { describe, expect, it } from 'vitest';
import { controls } from '../controls/index.ts';
import { allTrials, untried } from './index.ts';

const trials = allTrials();

describe('how each control is proved', () => {
  it.each(controls.map(({ id }) => id))('%s: by attempts, or there is a reason why not', (id) => {
    expect(trials.some(({ control }) => control === id)).toBe(untried[id] === undefined);
  });

  it('speaks of no control that is not there', () => {
    const ids = new Set(controls.map(({ id }) => id));
    expect([...Object.keys(untried), ...trials.map(({ control }) => control)].filter((id) => !ids.has(id))).toEqual([]);
  });

  it('names the attempts of the probe program itself, each kind once', () => {
    expect(trials).toContainEqual({ control: 'seccomp-profile-strength', tries: 'make a new user namespace', call: 'unshare' });
    expect(trials).toContainEqual({ control: 'pids-limit', tries: 'start more than N processes', call: 'clone', weighs: true });
    expect(new Set(trials.map(({ control, tries, call }) => `${control} ${tries} ${call}`)).size).toBe(trials.length);
  });
});

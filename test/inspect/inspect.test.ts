import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { controls } from '../../src/controls/index.ts';
import { parseEngine, resolve } from '../../src/engines/index.ts';
import { judge } from '../../src/judge.ts';
import type { Engine, Outcome } from '../../src/model/index.ts';
import { surfaces } from '../../src/surfaces/index.ts';
import { outcomeOf } from '../support/table.ts';

/**
 * What Docker 20.10.24 and Podman 4.3.1 (Debian 12, cgroup v1, no AppArmor) said of containers created with these flags, recorded from
 * their APIs and shortened. For each control the flags and the engine's answer give the same verdict; test/live holds more flags against
 * engines that run.
 */
interface Recorded {
  readonly flags: string;
  readonly inspect: object;
}

const engines = { 'docker-20.10': 'docker@20.10.24', 'podman-4.3': 'podman@4.3.1' } as const;

/** What an engine knows and no declaration says. */
const known = new Set([
  'resolvable-user inapplicable held',
  // With cgroup v1 both take the host's cgroup namespace.
  'host-cgroup-namespace held broken',
]);

async function verdicts(path: string, text: string, engine: Engine): Promise<Map<string, Outcome>> {
  const surface = surfaces.find((one) => one.claims(path, text));
  const { containers = [], problems } = (await surface?.load())?.read({ path, text }, { load: () => undefined, env: {} }) ?? {};
  expect(problems).toEqual([]);
  expect(containers).toHaveLength(1);
  const judgements = containers.flatMap((container) => judge(resolve(container, engine), controls));
  const ids = [...new Set(judgements.map(({ control }) => control.id))];
  return new Map(ids.map((id) => [id, outcomeOf(judgements.filter(({ control }) => control.id === id).map(({ verdict }) => verdict))]));
}

describe.each(['docker-20.10', 'podman-4.3'] as const)('%s', (name) => {
  const recorded = JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), 'utf8')) as Recorded[];
  const engine = parseEngine(engines[name]);

  it.each(recorded.map(({ flags, inspect }) => [flags, inspect] as const))('%s', async (flags, inspect) => {
    if (engine === undefined) throw new Error(name);
    const declared = await verdicts('command line', `${engine.kind} run ${flags} docker.io/test/web:1`, engine);
    const live = await verdicts('container:web', JSON.stringify([inspect]), engine);
    const differences = [...declared].flatMap(([control, outcome]) => {
      const other = live.get(control);
      const same = other === outcome || outcome === 'unknown' || known.has(`${control} ${outcome} ${other}`);
      return same ? [] : [`${control}: declared ${outcome}, live ${other}`];
    });
    expect(differences).toEqual([]);
    expect(live.get('non-root-user')).toBe(flags.includes('--user') ? 'held' : 'broken');
  });

  it('has them all', () => expect(recorded).toHaveLength(17));
});

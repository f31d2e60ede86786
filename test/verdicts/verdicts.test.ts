import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { controls } from '../../src/controls/index.ts';
import { defaultEngine, parseEngine, resolve } from '../../src/engines/index.ts';
import { judge } from '../../src/judge.ts';
import type { SurfaceId } from '../../src/model/index.ts';
import { surfaces } from '../../src/surfaces/index.ts';
import { outcomeOf } from '../support/table.ts';
import type { Case, Way } from './case.ts';

const folder = new URL('.', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && !['case.ts', 'verdicts.test.ts'].includes(name));
const tables = new Map<string, readonly Case[]>();
for (const name of files) tables.set(name, ((await import(new URL(name, folder).href)) as { table: readonly Case[] }).table);

const surfaceOf: Readonly<Record<Way, readonly [SurfaceId, path: string]>> = {
  containerfile: ['containerfile', 'Containerfile'],
  compose: ['compose', 'compose.yaml'],
  kubernetes: ['kubernetes', 'pod.yaml'],
  quadlet: ['quadlet', 'web.container'],
  'oci-bundle': ['oci-bundle', 'config.json'],
  docker: ['run-command', 'command line'],
  podman: ['run-command', 'command line'],
};

async function outcome({ way, text, engine, control }: Case) {
  const [id, path] = surfaceOf[way];
  const surface = surfaces.find((one) => one.id === id);
  const whole = way === 'docker' || way === 'podman' ? `${way} run ${text}` : text;
  const read = (await surface?.load())?.read({ path, text: whole }, { load: () => undefined, env: {} });
  const verdicts = (read?.containers ?? []).flatMap((container) => {
    const asked = engine === undefined ? defaultEngine(container.engine) : parseEngine(engine);
    if (asked === undefined) throw new Error(`no engine ${engine}`);
    const effective = resolve({ ...container, engine: asked.kind }, asked);
    return judge(effective, controls).filter((judgement) => judgement.control.id === control);
  });
  return outcomeOf(verdicts.map(({ verdict }) => verdict));
}

describe.each([...tables])('%s', (_file, table) => {
  it.each(
    table.map((row) => [`${row.control}: ${row.name} (${row.way}${row.engine === undefined ? '' : `, ${row.engine}`})`, row] as const),
  )('%s', async (_name, row) => {
    expect(controls.map(({ id }) => id)).toContain(row.control);
    expect(row.source.length, 'a verdict needs its source').toBeGreaterThan(10);
    expect(await outcome(row)).toBe(row.outcome);
  });
});

it('has at least 300 cases, no two the same', () => {
  const all = [...tables.values()].flat();
  const keys = new Set(all.map(({ way, text, engine, control }) => `${way} ${engine} ${control} ${text}`));
  expect(all.length).toBeGreaterThanOrEqual(300);
  expect(keys.size).toBe(all.length);
});

import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { declare, surfaceById } from '../../src/commands/declare.ts';
import { settle } from '../../src/commands/settle.ts';
import { controls } from '../../src/controls/index.ts';
import { defaultEngine, parseEngine } from '../../src/engines/index.ts';
import { judge } from '../../src/judge.ts';
import type { Container, ReadContext, SurfaceId } from '../../src/model/index.ts';
import { outcomeOf } from '../support/table.ts';
import type { Case, Way } from './case.ts';

const folder = new URL('.', import.meta.url);
const helpers = ['case.ts', 'texts.ts', 'sources.ts', 'verdicts.test.ts'];
const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && !helpers.includes(name));
const tables = new Map<string, readonly Case[]>();
for (const name of files) tables.set(name, ((await import(new URL(name, folder).href)) as { table: readonly Case[] }).table);
const all = [...tables.values()].flat();

const surfaceOf: Readonly<Record<Way, readonly [SurfaceId, path: string]>> = {
  containerfile: ['containerfile', 'Containerfile'],
  compose: ['compose', 'compose.yaml'],
  kubernetes: ['kubernetes', 'pod.yaml'],
  quadlet: ['quadlet', 'web.container'],
  'oci-bundle': ['oci-bundle', 'config.json'],
  docker: ['run-command', 'command line'],
  podman: ['run-command', 'command line'],
};

/** The worst verdict of the control, judged as `bulkhead check` does it: read, joined with the files in reach, made effective, joined again. */
async function outcome(row: Case) {
  const [id, path] = surfaceOf[row.way];
  const text = row.way === 'docker' || row.way === 'podman' ? `${row.way} run ${row.text}` : row.text;
  const context = contextOf(row);
  const { containers, objects } = await declare(surfaceById(id), { path, text }, context);
  const judged = await Promise.all([...containers, ...objects].map((one) => settle(one, engineFor(one, row), context)));
  return outcomeOf(judged.flatMap(({ container }) => verdictsOf(row.control, container)));
}

function contextOf({ files = {} }: Case): ReadContext {
  const load = (path: string) => {
    const name = path.replace(/^\.\//, '');
    const text = files[name];
    return text === undefined ? undefined : { path: name, text };
  };
  return { load, list: () => [], env: {} };
}

function engineFor(container: Container, { engine }: Case) {
  const asked = engine === undefined ? defaultEngine(container.engine) : parseEngine(engine);
  if (asked === undefined) throw new Error(`no engine ${engine}`);
  return asked;
}

const verdictsOf = (id: string, container: Container) =>
  judge(container, controls).flatMap(({ control, verdict }) => (control.id === id ? [verdict] : []));

describe.each([...tables])('%s', (_file, table) => {
  it.each(
    table.map((row) => [`${row.control}: ${row.name} (${row.way}${row.engine === undefined ? '' : `, ${row.engine}`})`, row] as const),
  )('%s', async (_name, row) => {
    expect(controls.map(({ id }) => id)).toContain(row.control);
    expect(await outcome(row)).toBe(row.outcome);
  });
});

it('has at least 390 cases, no two the same', () => {
  const keys = new Set(
    all.map(({ way, text, engine, control, files: others }) => `${way} ${engine} ${control} ${text} ${JSON.stringify(others)}`),
  );
  expect(all.length).toBeGreaterThanOrEqual(390);
  expect(keys.size).toBe(all.length);
});

it('names a source for each, and a discussion only where there is a dispute', () => {
  expect(all.filter(({ source }) => source.length <= 10).map(({ name }) => name)).toEqual([]);
  expect(all.filter(({ thread, disputed }) => thread !== undefined && disputed === undefined).map(({ name }) => name)).toEqual([]);
  expect(all.filter(({ thread }) => thread !== undefined && !/^[\w.-]+\/[\w.-]+#\d+$/.test(thread)).map(({ thread }) => thread)).toEqual(
    [],
  );
});

import { type Container, type Problem, type Reader, type ReadResult, type Source, Unreadable } from '../../model/index.ts';
import { entriesOf, originOf } from '../../text/yaml/node.ts';
import { phrases } from './phrases.ts';
import { baseBeside, isOverrideName, overrideOf, type Project, readProject } from './project.ts';
import { problem, type Reading, startReading } from './reading.ts';
import { containerOf } from './service.ts';
import type { Service } from './service-keys.ts';
import { entries, isAbsent, isReset, kindOf, type Pairs, present } from './values.ts';
import { type Read, withVolumesFrom } from './volumes-from.ts';

export const reader: Reader = { read, phrases };

/**
 * A Compose file as the project that `docker compose` would make of it: with its override file, includes, extends and `.env`.
 *
 * - `compose.override.yaml` and its like belong to the file beside them: read alone they give nothing, as long as that file is there.
 * - Another file whose services have neither image nor build (`docker-compose.prod.yml`) is read on top of the file that
 *   Compose takes in that folder, and gives only the services that it names itself.
 */
function read(source: Source, context: Parameters<Reader['read']>[1]): ReadResult {
  const reading = startReading(source, context);
  const containers: Container[] = [];
  try {
    for (const container of readAll(reading)) containers.push(container);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    problem(reading, { source, start: 0 }, error.message);
  }
  const alsoRead = [...reading.alsoRead].filter((path) => path !== source.path);
  return { containers, problems: reading.problems, ...(alsoRead.length === 0 ? {} : { alsoRead }) };
}

function readAll(reading: Reading): readonly Container[] {
  const { main } = reading;
  if (isOverrideName(main.path) && baseBeside(reading) !== undefined) return [];
  const override = overrideOf(reading);
  if (override !== undefined) reading.alsoRead.add(override.path);
  const project = readProject(reading, override === undefined ? [main] : [main, override]);
  if (project.services.size === 0 && reading.problems.length === 0)
    problem(reading, { source: main, start: 0 }, 'there are no services in this file: nothing was judged');
  const incomplete = [...project.services.keys()].filter((name) => isIncomplete(project, name));
  const whole = servicesOf(project, (name) => !incomplete.includes(name));
  return incomplete.length === 0 ? whole : [...whole, ...onTopOfBase(reading, project, incomplete)];
}

function servicesOf(project: Project, wanted: (name: string) => boolean, places?: Pairs): readonly Container[] {
  const { reading } = project;
  const found: Read[] = [];
  for (const [name, { key, value }] of project.services) {
    if (isReset(value) || !wanted(name)) continue;
    if (value.kind !== 'map') {
      problem(reading, value, `the service "${name}" must be a mapping, not ${kindOf(value)}: Compose refuses this file`);
      continue;
    }
    const pairs = entries(reading, value);
    // A provider runs something that Compose itself does not start.
    if (present(pairs.get('provider')) !== undefined) continue;
    const origin = originOf(places?.get(name)?.key ?? key);
    const service: Service = { reading, project, name, origin, pairs };
    found.push({ service, container: containerOf(service, `${origin.source.path}#${name}`) });
  }
  return withVolumesFrom(found);
}

/** Nothing to run: Compose refuses the service as it stands here. */
function isIncomplete({ services }: Project, name: string): boolean {
  const value = services.get(name)?.value;
  if (value === undefined || isAbsent(value)) return value !== undefined && !isReset(value);
  return value.kind === 'map' && !['image', 'build', 'provider'].some((key) => present(entriesOf(value).get(key)) !== undefined);
}

/** The services that only change what another file declares, judged as `docker compose -f BASE -f THIS` would run them. */
function onTopOfBase(reading: Reading, project: Project, names: readonly string[]): readonly Container[] {
  const base = baseBeside(reading);
  const again = startReading(reading.main, reading.context);
  const merged = base === undefined || base.path === reading.main.path ? undefined : readProject(again, [base, reading.main]);
  const whole = names.filter((name) => merged !== undefined && !isIncomplete(merged, name));
  for (const name of names) if (!whole.includes(name)) sayIncomplete(reading, project, name, merged === undefined ? undefined : base?.path);
  if (merged === undefined || whole.length === 0) return [];
  const containers = servicesOf(merged, (name) => whole.includes(name), project.services);
  // What is wrong with the base is told when the base is read.
  for (const found of again.problems)
    if (found.file === reading.main.path && !reading.problems.some((known) => sameProblem(known, found))) reading.problems.push(found);
  return containers;
}

const sameProblem = (a: Problem, b: Problem): boolean => a.line === b.line && a.column === b.column && a.message === b.message;

function sayIncomplete(reading: Reading, { services }: Project, name: string, base: string | undefined): void {
  const pair = services.get(name);
  if (pair === undefined) return;
  const where = base === undefined ? 'here' : `here nor in ${base}`;
  problem(
    reading,
    pair.key,
    `the service "${name}" has neither image nor build ${where}, so it is not judged: merge it with the file that it changes (\`docker compose -f BASE -f THIS config\`) and check the result`,
  );
}

import { defaultEngine, describe, type Reason, toOciConfig } from '../../engines/index.ts';
import { processTerminal, type Terminal } from '../../host/terminal.ts';
import { type Container, type Engine, type Origin, type Problem, Unreadable } from '../../model/index.ts';
import { renderEffective } from '../../reports/effective.ts';
import { viewOf } from '../../reports/views.ts';
import { placeOf } from '../../text/lines.ts';
import { printable } from '../../text/printable.ts';
import { type EffectiveFlags, engineOf } from '../flags.ts';
import { putOut } from '../put-out.ts';
import { settleText } from '../settle-text.ts';
import { sourcesOf } from '../sources.ts';
import { targetsOf } from '../targets.ts';

/** `bulkhead effective`: declared → effective, printed with reasons, as JSON or as an OCI config.json. */
export async function runEffective(word: string | undefined, commandLine: readonly string[], flags: EffectiveFlags): Promise<number> {
  const terminal = processTerminal(flags.color && flags.output === undefined ? undefined : false);
  const [target] = await targetsOf(word === undefined ? [] : [word], commandLine);
  if (target === undefined) throw new Unreadable('effective needs a target: a file, - or run:"docker run …"');
  const given = await sourcesOf(target, terminal, 'effective');
  const asked = engineOf(flags);
  const found = await Promise.all(given.map((one) => settleText(one, (container) => judgedAs(asked, one.engine, container))));
  const containers = found.flatMap((one) => one.containers);
  const problems = found.flatMap((one) => one.problems);
  const chosen = containers.filter(({ name }) => flags.container === undefined || name === flags.container);
  if (chosen.length === 0) throw new Unreadable(missing(given[0]?.source.path ?? 'it', containers, problems, flags.container));

  const text = print(chosen, flags, terminal);
  await putOut(text, flags.output, terminal);
  for (const { file, line, message } of problems)
    terminal.err(`problem  ${printable(`${file}${line === undefined ? '' : `:${line}`}  ${message}`)}\n`);
  return problems.length > 0 ? 2 : 0;
}

/** A bundle has no engine that could give it defaults. */
const judgedAs = (asked: Engine | undefined, runs: Engine | undefined, { engine }: Container): Engine =>
  asked === undefined || engine === 'oci' ? (runs ?? defaultEngine(engine)) : asked;

function missing(path: string, containers: readonly Container[], problems: readonly Problem[], asked: string | undefined): string {
  if (containers.length > 0) return `${path} has no container named ${asked}; it has ${containers.map(({ name }) => name).join(', ')}`;
  return `${path} declares no container${problems[0] === undefined ? '' : `: ${problems[0].message}`}`;
}

function print(containers: readonly Container[], flags: EffectiveFlags, terminal: Terminal): string {
  if (flags.format === 'json') {
    return `${JSON.stringify({ version: 1, containers: containers.map((container) => ({ id: container.id, name: container.name, effective: viewOf(container) })) }, null, 2)}\n`;
  }
  if (flags.format === 'oci') {
    const [only, ...more] = containers;
    if (only === undefined || more.length > 0) {
      throw new Unreadable(
        `a config.json describes one container; choose one with --container: ${containers.map(({ name }) => name).join(', ')}`,
      );
    }
    const { config, notes } = toOciConfig(only);
    for (const note of notes) terminal.err(`note  ${printable(note)}\n`);
    return `${JSON.stringify(config, null, 2)}\n`;
  }
  return containers.map((container) => table(container, terminal)).join('\n');
}

function table(container: Container, { color, width }: Terminal): string {
  const rows = describe(container).map((row) => ({ ...row, reason: inWords(row.reason) }));
  return `${printable(container.name)} (${container.engine})\n\n${renderEffective(rows, { color, width })}`;
}

function inWords(reason: Reason): string {
  const at = (origin: Origin) => `${placeOf(origin).file}:${placeOf(origin).line}`;
  switch (reason.kind) {
    case 'written':
      return at(reason.origin);
    case 'default':
      return reason.origin === undefined ? reason.from : `${reason.from}, ${at(reason.origin)}`;
    case 'unknown':
      return reason.because;
  }
}

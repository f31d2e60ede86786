import { compare } from '../../drift/index.ts';
import { readNamed } from '../../host/read.ts';
import { processTerminal } from '../../host/terminal.ts';
import { type Container, Unreadable } from '../../model/index.ts';
import type { Given } from '../gift.ts';
import { give } from '../given.ts';
import { observeContainer } from '../observe/container.ts';
import { settleText } from '../settle-text.ts';
import { targetsOf } from '../targets.ts';
import { droppedSettings } from './asked.ts';
import type { Compared } from './compared.ts';
import type { DriftFlags } from './flags.ts';
import { driftJson } from './json.ts';
import { driftText } from './text.ts';

/** `bulkhead drift`: effective and observed view of one container, compared. Exit code 1: something is weaker than asked for (or differs at all). */
export async function runDrift(word: string, { against, service, format, failOn, color }: DriftFlags): Promise<number> {
  const terminal = processTerminal(color ? undefined : false);
  const [target] = await targetsOf([word], []);
  if (target?.kind !== 'live') throw new Unreadable(`drift compares a container that an engine runs: container:NAME, not ${word}`);
  const { given, problems } = await give(target);
  const [live] = given;
  if (live?.engine === undefined) throw new Unreadable(problems[0] === undefined ? 'nothing was found' : `${word}: ${problems[0].message}`);
  const seen = await observeContainer(live.source.text, word);
  if ('because' in seen) throw new Unreadable(`${word} was not read from the kernel: ${seen.because}`);
  const compared = await comparedWith(against === undefined ? live : fileOf(against, live), seen.container, {
    word,
    name: service ?? target.name,
    exact: service !== undefined,
  });
  await terminal.out(format === 'json' ? driftJson(compared) : driftText(compared, terminal));
  if (compared.problems.length > 0) return 2;
  return compared.drifts.some(({ direction }) => failOn === 'any' || direction === 'weaker') ? 1 : 0;
}

/** A file is judged as the engine that runs the container would run it. */
const fileOf = (path: string, { engine }: Given): Given => ({
  source: { path, text: readNamed(path) },
  ...(engine === undefined ? {} : { engine }),
});

async function comparedWith(given: Given, observed: Container, asked: { word: string; name: string; exact: boolean }): Promise<Compared> {
  const { engine } = given;
  if (engine === undefined) throw new Unreadable('which engine runs it is not known');
  const { containers, problems } = await settleText(given, () => engine);
  const effective = chosen(containers, asked, given.source.path);
  const drifts = compare(effective, observed);
  return { target: asked.word, effective, observed, drifts: [...drifts, ...(await droppedSettings(given, observed, drifts))], problems };
}

/** Compose names a container PROJECT-SERVICE-NUMBER unless it is told otherwise. */
function chosen(containers: readonly Container[], { name, exact }: { name: string; exact: boolean }, path: string): Container {
  const [first] = containers;
  const same = containers.find((one) => one.name === name || one.name.endsWith(`/${name}`));
  const stem = name.replace(/[-_]\d{1,4}$/, '');
  const ending = containers.filter((one) => stem.endsWith(`-${one.name}`) || stem.endsWith(`_${one.name}`));
  const found = same ?? (exact ? undefined : ending.length === 1 ? ending[0] : containers.length === 1 ? first : undefined);
  if (found !== undefined) return found;
  if (first === undefined) throw new Unreadable(`${path} declares no container`);
  throw new Unreadable(`${path} has no container named ${name}; say which with --service: ${containers.map((one) => one.name).join(', ')}`);
}

import { processTerminal } from '../../host/terminal.ts';
import { writeAtomically } from '../../host/write.ts';
import { Unreadable } from '../../model/index.ts';
import { proofsOf } from '../../proof/index.ts';
import { runWords } from '../../surfaces/run-command/twin.ts';
import { settleText } from '../settle-text.ts';
import { targetsOf } from '../targets.ts';
import { engineProgram } from './engine.ts';
import type { ProveFlags } from './flags.ts';
import { proveJson } from './json.ts';
import { proveText } from './text.ts';
import { proveTwin } from './twin.ts';

/** `bulkhead prove`: a twin of the container, with the probe program in it. Exit code 1: a measure does not hold. 2: something was not proved. */
export async function runProve(word: string | undefined, commandLine: readonly string[], flags: ProveFlags): Promise<number> {
  const terminal = processTerminal(flags.color && flags.output === undefined ? undefined : false);
  const [target, ...more] = await targetsOf(word === undefined ? [] : [word], commandLine);
  if (target?.kind !== 'command line' || more.length > 0)
    throw new Unreadable('prove needs one command to prove: bulkhead prove -- docker run IMAGE, or run:"docker run IMAGE"');
  const source = { path: target.kind, text: target.text };
  const words = runWords(source);
  if ('because' in words) throw new Unreadable(`the command cannot be started again: ${words.because}`);
  const engine = await engineProgram(words);
  const { containers, problems } = await settleText({ source, engine: engine.engine }, () => engine.engine);
  const [effective] = containers;
  if (effective === undefined) throw new Unreadable(problems[0]?.message ?? 'the command makes no container');
  const twin = await proveTwin(words, engine, effective, `bulkhead-prove-${process.pid}-${Date.now().toString(36)}`);
  const proved = {
    effective,
    proofs: proofsOf(twin.evidence),
    problems,
    ...(twin.cutShort === undefined ? {} : { cutShort: twin.cutShort }),
  };
  const text = flags.format === 'json' ? proveJson(proved) : proveText(proved, flags.all === true, terminal);
  if (flags.output === undefined) await terminal.out(text);
  else writeAtomically(flags.output, text);
  if (problems.length > 0 || twin.cutShort !== undefined) return 2;
  return proved.proofs.some(({ verdict }) => verdict === 'fails') ? 1 : 0;
}

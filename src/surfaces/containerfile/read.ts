import type { Container, ReadContext, Reader, ReadResult, Source } from '../../model/index.ts';
import { baseName } from '../../text/path.ts';
import { checkInstruction } from './check.ts';
import { containerOf } from './container.ts';
import type { Build } from './evaluate.ts';
import { headOf, type Instruction, opensHeredocs, parseInstruction } from './instruction.ts';
import { originOf } from './joined.ts';
import { type LogicalLine, linesOf } from './lines.ts';
import { phrases } from './phrases.ts';
import { checkSources, reachable, type Stages, stagesByName } from './reach.ts';
import { quoted, type Report, reporter } from './report.ts';
import { runStages, withTriggers } from './run-stages.ts';
import { globalScope } from './scope.ts';
import { type Stage, split, stagesOf } from './stages.ts';
import { templatedLine, templateMessage } from './template.ts';

/** No build has so many; it bounds what a hostile text can cost. */
const mostStages = 1_000;

/** Characters that variables may expand to, and steps that their patterns may take, in one file. */
const expansionBudget = 20_000_000;

function read(source: Source, context: ReadContext): ReadResult {
  const { report, problems } = reporter(source);
  const container = readContainer(source, context, report);
  return { containers: container === undefined ? [] : [container], problems: problems() };
}

export const reader: Reader = { read, phrases };

function readContainer(source: Source, { build: asked }: ReadContext, report: Report): Container | undefined {
  const early: Parameters<Report>[] = [];
  const { escapeChar, lines } = linesOf(source, (...problem) => early.push(problem), opensHeredocs);
  const templated = templatedLine(source, lines);
  if (templated !== undefined) {
    report(templateMessage, startOf(templated));
    return undefined;
  }
  for (const problem of early) report(...problem);
  const instructions = instructionsOf(lines, escapeChar, report);
  const { before, groups } = split(instructions);
  checkBefore(before, groups.length, report);
  if (groups.length === 0) return undefined;
  if (groups.length > mostStages) {
    report(`it has ${groups.length} stages, more than ${mostStages}: is it a Containerfile?`, 0);
    return undefined;
  }
  const args = asked?.args ?? new Map();
  const budget = { left: expansionBudget };
  const global = globalScope(before, args, { escapeChar, budget });
  const stages = stagesByName(stagesOf(groups, { lookup: global, escapeChar, budget }, report));
  checkSources(stages, report);
  const target = targetOf(asked?.target, stages, report);
  if (target === undefined) return undefined;
  const build: Build = { escapeChar, budget, global, args, report };
  const withOnbuild = withTriggers(stages.all);
  const outcome = runStages(reachable(target, withOnbuild, stages), target, withOnbuild, build);
  return containerOf(outcome, source.path, asked?.target ?? baseName(source.path));
}

const startOf = ({ joined }: LogicalLine): number => originOf(joined, { start: 0, end: 0 }).start;

function instructionsOf(lines: readonly LogicalLine[], escapeChar: string, report: Report): Instruction[] {
  const instructions: Instruction[] = [];
  for (const line of lines) {
    const instruction = parseInstruction(line, escapeChar);
    if (instruction === undefined) {
      report(
        `${shownKeyword(line)} is no instruction: correct it, or end the line above with ${escapeChar} if it belongs to it`,
        startOf(line),
      );
      continue;
    }
    checkInstruction(instruction, report);
    instructions.push(instruction);
  }
  return instructions;
}

/** Only a word that looks like a keyword is shown: anything else may be a value, and a secret one. */
function shownKeyword({ joined }: LogicalLine): string {
  return /^[A-Za-z]{1,20}(?=$|=)/.exec(headOf(joined, 0).keyword)?.[0] ?? 'this line';
}

function checkBefore(before: readonly Instruction[], stages: number, report: Report): void {
  if (stages === 0) {
    const first = before[0];
    report('there is no FROM: start with FROM and an image', first === undefined ? 0 : originOf(first.joined, first.span).start);
    return;
  }
  for (const { keyword, joined, span } of before) {
    if (keyword !== 'ARG')
      report(`${keyword} stands before the first FROM, where only ARG may: move it below`, originOf(joined, span).start);
  }
}

function targetOf(name: string | undefined, { all, byName }: Stages, report: Report): Stage | undefined {
  const last = all.at(-1);
  if (name === undefined || name === '') return last;
  const stage = byName.get(name.toLowerCase());
  if (stage === undefined) report(`the target ${quoted(name)} is no stage of this file: name one that FROM ... AS declares`, 0);
  return stage;
}

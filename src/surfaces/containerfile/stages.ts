import { type Field, unknown, written } from '../../model/index.ts';
import { expand } from './expand.ts';
import type { Instruction } from './instruction.ts';
import { originOf, type Word } from './joined.ts';
import type { Rules } from './reading.ts';
import type { Report } from './report.ts';
import { wholeOf } from './variable.ts';

export interface Stage {
  readonly index: number;
  /** Lower case, as the builder compares it; the number where it has none. */
  readonly name: string;
  readonly from: Instruction;
  readonly instructions: readonly Instruction[];
  /** The stage that it builds on, or the image from outside. */
  readonly base: Stage | { readonly reference: Field<string> };
}

/** Parts the instructions into those before the first FROM and the stages. */
export function split(instructions: readonly Instruction[]): { before: Instruction[]; groups: Instruction[][] } {
  const before: Instruction[] = [];
  const groups: Instruction[][] = [];
  for (const instruction of instructions) {
    if (instruction.keyword === 'FROM') groups.push([instruction]);
    else (groups.at(-1) ?? before).push(instruction);
  }
  return { before, groups };
}

/** Ties each stage to what it builds on. Only stages further up can be built on; any other name is an image. */
export function stagesOf(groups: readonly (readonly Instruction[])[], rules: Rules, report: Report): Stage[] {
  const stages: Stage[] = [];
  const byName = new Map<string, Stage>();
  for (const [from, ...instructions] of groups) {
    if (from === undefined) continue;
    const index = stages.length;
    const name = nameOf(from);
    const stage = { index, name: name ?? String(index), from, instructions, base: baseOf(from, byName, rules, report) };
    stages.push(stage);
    if (name !== undefined) byName.set(name, stage);
  }
  return stages;
}

function nameOf({ words }: Instruction): string | undefined {
  const [, as, name] = words;
  return as?.text.toLowerCase() === 'as' ? name?.text.toLowerCase() : undefined;
}

function baseOf(from: Instruction, byName: ReadonlyMap<string, Stage>, rules: Rules, report: Report): Stage['base'] {
  const [word] = from.words;
  if (word === undefined) return { reference: unknown('FROM names no image', originOf(from.joined, from.span)) };
  const reference = referenceOf(from, word, rules, report);
  const stage = reference.state === 'written' ? byName.get(reference.value.toLowerCase()) : undefined;
  return stage ?? { reference };
}

function referenceOf(from: Instruction, word: Word, rules: Rules, report: Report): Field<string> {
  const origin = originOf(from.joined, word);
  const { pieces, error } = expand(word.text, rules);
  if (error !== undefined) report(`the image of FROM cannot be read: ${error}`, origin.start);
  const whole = wholeOf(pieces);
  if (typeof whole !== 'string') return unknown(whole.because, origin);
  if (whole !== '' && !/^[:@/]|[:@/]$/.test(whole)) return written(whole, origin);
  report('FROM is left without a whole image name: declare its ARG above the first FROM, with a default', origin.start);
  return unknown('its variables leave no whole image name', origin);
}

/** The image from outside that a stage goes back to. */
export function externalBase(stage: Stage): { readonly stage: Stage; readonly reference: Field<string> } {
  let at = stage;
  while (!('reference' in at.base)) at = at.base;
  return { stage: at, reference: at.base.reference };
}

import type { Instruction } from './instruction.ts';
import { originOf } from './joined.ts';
import { quoted, type Report } from './report.ts';
import { mountFrom } from './run-mount.ts';
import type { Stage } from './stages.ts';

export interface Stages {
  readonly all: readonly Stage[];
  readonly byName: ReadonlyMap<string, Stage>;
}

export const stagesByName = (all: readonly Stage[]): Stages => ({
  all,
  byName: new Map(all.map((stage) => [stage.name, stage])),
});

/** The stages that a target's image comes from: its bases, those that it copies or mounts from, and theirs; in file order. */
export function reachable(target: Stage, instructionsOf: (stage: Stage) => readonly Instruction[], stages: Stages): Stage[] {
  const reached = new Set<Stage>([target]);
  for (const stage of reached) {
    if (!('reference' in stage.base)) reached.add(stage.base);
    for (const instruction of instructionsOf(stage)) {
      for (const source of sourcesOf(instruction)) {
        const from = find(source.name, source.numbers, stages);
        if (from !== undefined && from.index < stage.index) reached.add(from);
      }
    }
  }
  return [...reached].sort((a, b) => a.index - b.index);
}

/** Copies and mounts from stages that are not there yet, or never. Any other name is an image. */
export function checkSources(stages: Stages, report: Report): void {
  for (const stage of stages.all) {
    for (const instruction of stage.instructions) {
      for (const { name, numbers, start } of sourcesOf(instruction)) {
        const from = find(name, numbers, stages);
        const at = originOf(instruction.joined, { start, end: start }).start;
        if (from === undefined && numbers && /^\d+$/.test(name))
          report(`there is no stage ${name}: the first is 0, and the last ${stages.all.length - 1}`, at);
        else if (from === stage) report(`a stage cannot copy from itself: name an earlier stage than ${quoted(name)}`, at);
        else if (from !== undefined && from.index > stage.index)
          report(`the stage ${quoted(name)} comes later: move it above the stage that uses it`, at);
      }
    }
  }
}

interface SourceName {
  readonly name: string;
  /** COPY --from takes a stage's number too; RUN --mount does not. */
  readonly numbers: boolean;
  readonly start: number;
}

function sourcesOf({ keyword, flags }: Instruction): SourceName[] {
  if (flags.length === 0 || (keyword !== 'COPY' && keyword !== 'RUN')) return [];
  return flags.flatMap((flag) => {
    const name =
      keyword === 'COPY' && flag.name === 'from' ? flag.value : keyword === 'RUN' && flag.name === 'mount' ? mountFrom(flag) : undefined;
    return name === undefined || name === '' || name.includes('$') ? [] : [{ name, numbers: keyword === 'COPY', start: flag.start }];
  });
}

function find(name: string, numbers: boolean, { all, byName }: Stages): Stage | undefined {
  if (/^\d+$/.test(name)) return numbers ? all[Number(name)] : undefined;
  return byName.get(name.toLowerCase());
}

import type { BuildStep, Field } from '../../model/index.ts';
import { type Build, evaluate } from './evaluate.ts';
import type { Instruction } from './instruction.ts';
import type { Stage } from './stages.ts';
import { type State, startOf } from './state.ts';
import { secretsOf, stepOf } from './steps.ts';

export interface Outcome {
  /** The target's, at its end. */
  readonly state: State;
  readonly steps: readonly BuildStep[];
  /** Each id once. */
  readonly secrets: readonly Field<string>[];
}

/** Carries out the stages in the order of the file; each must come after those that it builds on. */
export function runStages(
  stages: readonly Stage[],
  target: Stage,
  instructionsOf: (stage: Stage) => readonly Instruction[],
  build: Build,
): Outcome {
  const states = new Map<Stage, State>();
  const steps: BuildStep[] = [];
  const secrets = new Map<string, Field<string>>();
  for (const stage of stages) {
    const state = startOf(stage, 'reference' in stage.base ? undefined : states.get(stage.base));
    states.set(stage, state);
    for (const instruction of [stage.from, ...instructionsOf(stage)]) {
      steps.push(stepOf(instruction, state, build));
      for (const secret of secretsOf(instruction, state, build)) {
        const key = secret.state === 'unknown' ? secret.because : secret.value;
        if (!secrets.has(key)) secrets.set(key, secret);
      }
      evaluate(instruction, state, build);
    }
  }
  return { state: states.get(target) ?? startOf(target, undefined), steps, secrets: [...secrets.values()] };
}

/** More triggers than this stand in no Containerfile. */
const mostTriggers = 10_000;

/**
 * A stage's instructions with those in front that the stage it builds on holds back with ONBUILD. A base image's own
 * triggers are not known here; the triggers of a stage reach only the stages right on top of it
 * (moby/buildkit 73ed6825, dockerfile2llb/convert.go resolveStages).
 */
export function withTriggers(stages: readonly Stage[]): (stage: Stage) => readonly Instruction[] {
  const all = new Map<Stage, readonly Instruction[]>();
  let left = mostTriggers;
  for (const stage of stages) {
    const triggers = 'reference' in stage.base ? [] : triggersOf(stage.base).slice(0, left);
    left -= triggers.length;
    all.set(stage, triggers.length === 0 ? stage.instructions : [...triggers, ...stage.instructions]);
  }
  return (stage) => all.get(stage) ?? stage.instructions;
}

const notAllowed = new Set(['FROM', 'MAINTAINER', 'ONBUILD']);

const triggersOf = (stage: Stage): Instruction[] =>
  stage.instructions.flatMap(({ trigger }) =>
    trigger !== undefined && 'keyword' in trigger && !notAllowed.has(trigger.keyword) ? [trigger] : [],
  );

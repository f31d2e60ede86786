import { type Field, isKnown } from '../../model/index.ts';
import { expand } from './expand.ts';
import type { Instruction } from './instruction.ts';
import { pairsOf } from './pairs.ts';
import type { Rules } from './reading.ts';
import { type Lookup, type Piece, type Variable, wholeOf } from './variable.ts';

export type BuildArgs = ReadonlyMap<string, string | undefined>;

/** Set by the builder itself, from the platform built for (moby/buildkit 73ed6825, dockerfile2llb/platform.go). */
const builderArgs = new Set(
  ['OS', 'OSVERSION', 'ARCH', 'VARIANT', 'PLATFORM'].flatMap((part) => [`BUILD${part}`, `TARGET${part}`]).concat('TARGETSTAGE'),
);

const byBuilder = (name: string): Variable => ({
  state: 'unknown',
  because: `${name} is set by the builder, for the platform it builds for`,
});

const open = (name: string): Variable => ({ state: 'open', because: `ARG ${name} has no default: whoever builds passes it` });

/** A value as a variable: known, or why it is not. */
export function asVariable(pieces: readonly Piece[]): Variable {
  const whole = wholeOf(pieces);
  return typeof whole === 'string' ? { state: 'set', value: whole } : { state: 'unknown', because: whole.because };
}

/** What was passed to the build for an ARG; undefined: nothing was. */
export function passed(args: BuildArgs, name: string): Variable | undefined {
  if (!args.has(name)) return undefined;
  const value = args.get(name);
  return value === undefined
    ? { state: 'unknown', because: `${name} is passed on from the environment of whoever builds` }
    : { state: 'set', value };
}

/** The ARGs above the first FROM: all that FROM sees, and what an ARG without a default in a stage takes over. */
export function globalScope(before: readonly Instruction[], args: BuildArgs, rules: Omit<Rules, 'lookup'>): Lookup {
  const scope = new Map<string, Variable>();
  const lookup: Lookup = (name) => scope.get(name) ?? (builderArgs.has(name) ? byBuilder(name) : { state: 'unset' });
  for (const instruction of before) {
    if (instruction.keyword !== 'ARG') continue;
    const pairs = pairsOf(instruction);
    if (typeof pairs === 'string') continue;
    for (const { name, value } of pairs) {
      const given = passed(args, name.text);
      if (given !== undefined) scope.set(name.text, given);
      else if (value !== undefined) scope.set(name.text, asVariable(expand(value.text, { ...rules, lookup }).pieces));
      else if (lookup(name.text).state === 'unset') scope.set(name.text, open(name.text));
    }
  }
  return lookup;
}

/** An ARG without a default inside a stage: what the ARGs above the first FROM say of it, else open. */
export function bareArg(name: string, global: Lookup): Variable {
  const variable = global(name);
  return variable.state === 'unset' ? open(name) : variable;
}

/** The builder gives an empty image this PATH (moby/buildkit 73ed6825, util/system/path.go). */
const scratchPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** A name that no instruction of the stage's chain sets: the base image may. */
export function fromBase(name: string, reference: Field<string>): Variable {
  if (isKnown(reference) && reference.value === 'scratch')
    return name === 'PATH' ? { state: 'set', value: scratchPath } : { state: 'unset' };
  const image = isKnown(reference) ? ` ${reference.value}` : '';
  return { state: 'unknown', because: `${name} is not set in this file; the base image${image} may set it` };
}

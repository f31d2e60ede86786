import type { Container, DefaultingKind, Engine } from '../model/index.ts';
import { type Defaults, defaultsOf } from './defaults.ts';
import { type Privilege, privilegeOf } from './privileged.ts';
import type { EngineRules } from './rules.ts';
import { rulesOf } from './rules-of.ts';

/** All that decides over one container: what it declares, and what its engine does. */
export interface Context {
  readonly declared: Container;
  readonly engine: Engine<DefaultingKind>;
  readonly defaults: Defaults;
  readonly rules: EngineRules;
  readonly privilege: Privilege;
}

export const contextOf = (declared: Container, engine: Engine<DefaultingKind>): Context => ({
  declared,
  engine,
  defaults: defaultsOf(engine),
  rules: rulesOf[engine.kind],
  privilege: privilegeOf(declared),
});

import { engineFacts } from '../facts/engines/index.ts';
import type { DefaultRlimit, EngineFacts } from '../facts/engines/shape.ts';
import { byDefault, type Default, type DefaultingKind, type Engine } from '../model/index.ts';
import { engineName } from './known.ts';
import { inForce, theOne } from './version.ts';

/** The tables of one engine at one version. */
export interface Defaults {
  readonly facts: EngineFacts;
  /** The reason that every default carries: "Docker 29 default". */
  readonly from: string;
  readonly capabilities: readonly Default<string>[];
  readonly inheritable: boolean;
  readonly maskedPaths: readonly string[];
  readonly readonlyPaths: readonly string[];
  readonly ipc: 'private' | 'shareable';
  readonly time: 'private' | 'host';
  readonly rlimits: readonly DefaultRlimit[];
}

/** Computed once for each engine and version: a run judges thousands of containers with one or two. */
const computed = new Map<string, Defaults>();

export function defaultsOf(engine: Engine<DefaultingKind>): Defaults {
  const key = [engine.kind, engine.version, engine.rootless === true, engine.capabilities].join(' ');
  const known = computed.get(key);
  if (known !== undefined) return known;
  const defaults = compute(engine);
  computed.set(key, defaults);
  return defaults;
}

function compute(engine: Engine<DefaultingKind>): Defaults {
  const facts = engineFacts[engine.kind];
  const { version } = engine;
  const from = `${engineName(engine)} default`;
  return {
    facts,
    from,
    capabilities: capabilitiesOf(engine, theOne(facts.capabilities, version) ?? [], from),
    inheritable: theOne(facts.inheritable, version) ?? false,
    maskedPaths: inForce(facts.maskedPaths, version),
    readonlyPaths: inForce(facts.readonlyPaths, version),
    ipc: theOne(facts.ipc, version) ?? 'private',
    time: theOne(facts.time, version) ?? 'host',
    rlimits: theOne(facts.rlimits, version) ?? [],
  };
}

/** An engine may be set to give others than its version does (Podman: default_capabilities). */
function capabilitiesOf(engine: Engine<DefaultingKind>, usual: readonly string[], from: string): Defaults['capabilities'] {
  const { capabilities: told = usual } = engine;
  const isUsual = told.length === usual.length && told.every((name) => usual.includes(name));
  return told.map((name) => byDefault(name, isUsual ? from : `${engineName(engine)} as it is set here`));
}

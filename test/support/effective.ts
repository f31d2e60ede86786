import { defaultEngine, parseEngine } from '../../src/engines/known.ts';
import { resolveWith } from '../../src/engines/resolve.ts';
import { type Container, type Engine, type Field, knownValue, type Mount } from '../../src/model/index.ts';
import { container, type Overrides } from './table.ts';

/** An engine as the command line names it; Docker where it names none. */
export const engine = (text: string): Engine => parseEngine(text) ?? defaultEngine('docker');

/** The effective view of a container with these parts under an engine, while nothing is known of any public image. */
export function effective(text: string, parts: Overrides = {}): Container {
  const parsed = engine(text);
  return resolveWith(container({ engine: parsed.kind, ...parts }), parsed, () => undefined);
}

/** A field's value; "?" where it is not known, "absent" where it is not set. */
export const value = (field: Field<unknown> | undefined): unknown =>
  field === undefined ? 'absent' : field.state === 'unknown' ? '?' : field.value;

export const mountAt = ({ mounts }: Container, path: string): Mount | undefined =>
  mounts.find(({ destination }) => knownValue(destination) === path);

import { type Capabilities, type Entries, type Field, knownValue } from '../../model/index.ts';
import { list, type Row, reasonKey, reasonOf } from './row.ts';

const sets = ['bounding', 'effective', 'permitted', 'inheritable', 'ambient'] as const;

/** The five sets, those that are alike in one row: "process.capabilities.bounding+effective+permitted". */
export function capabilityRows(capabilities: Capabilities | undefined): readonly Row[] {
  const groups = new Map<string, { names: string[]; entries: Entries<string> }>();
  for (const name of sets) {
    const entries = capabilities?.[name];
    if (entries === undefined) continue;
    const key = JSON.stringify(entries.map((entry) => [knownValue(entry) ?? '?', reasonKey(reasonOf(entry))]));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { names: [name], entries });
    else group.names.push(name);
  }
  const dropsAll = capabilities?.drop?.find((entry) => knownValue(entry) === 'ALL');
  return [...groups.values()].flatMap(({ names, entries }) => setRows(pathOf(names), entries, names, dropsAll));
}

const pathOf = (names: readonly string[]): string =>
  names.length === sets.length ? 'process.capabilities' : `process.capabilities.${names.join('+')}`;

/** An empty bounding set is empty because a line drops all: that line is the reason. */
function setRows(path: string, entries: Entries<string>, names: readonly string[], dropsAll: Field<string> | undefined): readonly Row[] {
  if (entries.length > 0 || dropsAll === undefined || !names.includes('bounding')) return list(path, entries);
  return [{ path, value: 'none', reason: reasonOf(dropsAll) }];
}

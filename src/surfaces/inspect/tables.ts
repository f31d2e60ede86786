import { type Field, type IdMapping, type Linux, mapField, type Sysctl, unknown, written } from '../../model/index.ts';
import { asString, asStrings, fieldOf } from '../../text/json/values.ts';
import { get, originOfPair, pairsOf } from '../../text/yaml/node.ts';
import { optionsGiven } from './create-command.ts';
import type { Inspected } from './inspected.ts';

/** Kernel settings. Podman's inspect has none: those of the command that made the container. */
export function sysctlsOf(of: Inspected): Sysctl[] {
  const table = get(of.host, 'Sysctls');
  const listed = pairsOf(table).flatMap((pair): Sysctl[] => {
    const value = fieldOf(of.reading, table, pair.key.text, asString);
    return value === undefined ? [] : [{ name: pair.key.text.replaceAll('/', '.'), origin: originOfPair(pair), value }];
  });
  const given = (of.engine === 'podman' ? optionsGiven(of, ['--sysctl']) : undefined) ?? [];
  return [...listed, ...given.flatMap(({ value, origin }) => assigned(value, origin))];
}

function assigned(text: string, origin: Sysctl['origin']): Sysctl[] {
  const equals = text.indexOf('=');
  return equals <= 0 ? [] : [{ name: text.slice(0, equals).replaceAll('/', '.'), origin, value: written(text.slice(equals + 1), origin) }];
}

/** Podman's IDMappings, each "CONTAINER:HOST:SIZE". */
export function mappingsOf({ reading, host }: Inspected): Pick<Linux, 'uidMappings' | 'gidMappings'> {
  const table = get(host, 'IDMappings');
  const [uid, gid] = ['UidMap', 'GidMap'].map((key) => mapping(fieldOf(reading, table, key, asStrings)));
  return { ...(uid === undefined ? {} : { uidMappings: uid }), ...(gid === undefined ? {} : { gidMappings: gid }) };
}

function mapping(field: Field<readonly string[]> | undefined): Field<readonly IdMapping[]> | undefined {
  if (field?.state !== 'written' || field.value.length === 0) return undefined;
  const found = field.value.map((text) => /^(\d{1,10}):(\d{1,10}):(\d{1,10})$/.exec(text)?.slice(1).map(Number) ?? []);
  if (found.some((numbers) => numbers.length !== 3))
    return unknown('an entry of IDMappings is not of the form container:host:size', field.origin);
  return mapField(field, () => found.map(([containerId = 0, hostId = 0, size = 0]) => ({ containerId, hostId, size })));
}

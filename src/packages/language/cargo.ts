import { type FileDoors, type Package, Unreadable } from '../../model/index.ts';
import { isObject, stringOf } from '../../text/json/loose.ts';
import type { Elf } from './elf/elf.ts';
import { jsonOf } from './told.ts';

/** What its authors call more than enough. */
const longestRecord = 8 * 1024 * 1024;

/**
 * The crates that a program is made of, where it was built by cargo-auditable: rust-secure-code/cargo-auditable, PARSING.md: the section .dep-v0, zlib, JSON. What served the build alone is left out.
 */
export function cratesOf(elf: Elf, doors: Pick<FileDoors, 'inflate'>): Package[] {
  const section = elf.section('.dep-v0');
  if (section === undefined) return [];
  const record = jsonOf(doors.inflate(section.bytes, longestRecord));
  if (!isObject(record) || !Array.isArray(record.packages)) throw new Unreadable('its section .dep-v0 names no packages');
  return record.packages.filter(isObject).flatMap((each): Package[] => {
    if (each.kind === 'build') return [];
    return [{ kind: 'cargo', name: stringOf(each.name) ?? '', version: stringOf(each.version) ?? '', inside: true }];
  });
}

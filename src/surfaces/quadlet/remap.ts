import { problem, type Reading } from './reading.ts';
import type { UnitOption } from './table.ts';
import { lastOf, type QuadletUnit, wordsOfKey } from './unit.ts';

/** RemapUsers= and its kind, which UserNS= took the place of (Podman 5.8 quadlet.go handleUserRemap). */
export function remapped(reading: Reading, unit: QuadletUnit): UnitOption[] {
  const users = lastOf(unit, 'RemapUsers');
  if (users === undefined || users.text === '') return [];
  const option = { name: 'RemapUsers=', origin: users.origin };
  switch (users.text) {
    case 'auto':
    case 'keep-id':
      return [{ ...option, flag: 'userns', value: users.text }];
    case 'manual':
      return [
        ...wordsOfKey(unit, 'RemapUid').map(({ text, origin }) => ({ flag: 'uidmap', name: 'RemapUid=', value: text, origin })),
        ...wordsOfKey(unit, 'RemapGid').map(({ text, origin }) => ({ flag: 'gidmap', name: 'RemapGid=', value: text, origin })),
      ];
    default:
      problem(reading, users.origin, 'RemapUsers= takes manual, auto or keep-id; it was not read');
      return [];
  }
}

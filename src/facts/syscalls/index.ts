export { callsAtStart } from './at-start.ts';
export { dangerousSyscalls } from './dangerous.ts';
export { callCount, openByDefault } from './default-calls.ts';
export { doorCount, shutByDefault } from './default-doors.ts';
export { type Door, type DoorGroup, doorOf, doors } from './doors.ts';
export { errnoName, errnoOf } from './errno.ts';
export { multiplexed } from './multiplexed.ts';
export {
  type Architecture,
  architectures,
  isSyscall,
  nameOf,
  numberOf,
  syscallsOf,
  x32Bit,
} from './numbers.ts';
export { allowedFamilies, allowedPersonalities, stricterCalls } from './stricter.ts';

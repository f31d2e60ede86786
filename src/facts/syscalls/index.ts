export { dangerousSyscalls } from './dangerous.ts';
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

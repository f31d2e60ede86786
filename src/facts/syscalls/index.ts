export { dangerousSyscalls } from './dangerous.ts';
export { errnoName, errnoOf } from './errno.ts';
export { multiplexed } from './multiplexed.ts';
export { type LibseccompRelease, libseccompReleases } from './newer.ts';
export {
  type Architecture,
  architectures,
  isKnownTo,
  isSyscall,
  nameOf,
  newestLibseccomp,
  numberOf,
  syscallsOf,
  x32Bit,
} from './numbers.ts';

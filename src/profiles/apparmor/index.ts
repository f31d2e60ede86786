export type { Profile, Rule } from './profile.ts';
export { type Included, reachOf } from './reach.ts';
export { type ReadProfiles, readProfiles } from './read.ts';

export { parseIdMap } from './id-map.ts';
export { observe } from './observe.ts';

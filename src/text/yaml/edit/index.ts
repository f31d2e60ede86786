export { addItems, addKey, addKeys, joined, type Spliced } from './add.ts';
export { remove } from './remove.ts';
export { removeEach } from './remove-each.ts';
export { setScalar } from './set.ts';
export type { YamlValue } from './value.ts';
export { anchorOn, below, isAlias, itemBelow, nodeAt, type Way, wayTo } from './way.ts';

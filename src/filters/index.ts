export { type Fate, fateOf } from './decide.ts';
export { iptablesListing } from './iptables.ts';
export { nftTables } from './nft.ts';
export type { Packet, Stop, Table } from './rule.ts';

export { type Network, networkOf, withNetwork } from './evidence.ts';
export { arePair, type Interface, interfacesIn } from './interfaces.ts';
export { type Around, type Contact, outside, type Route, type Space, type Surroundings } from './seen.ts';

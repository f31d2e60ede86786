import type { Container, Engine } from '../model/index.ts';

/** Declared → effective, as engines/ does it. */
export type Resolve = (declared: Container, engine: Engine) => Container;

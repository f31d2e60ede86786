import type { Container } from '../../model/index.ts';

/** 127.0.0.0/8. Nobody outside can send to the loopback address of version 6: the kernel drops it. */
const isLoopback = (address: string): boolean => /^127(?:\.\d{1,3}){3}$/.test(address);

/**
 * Does the engine let other machines reach a port that is published on this loopback address? Docker before 28.0.0 translates the address
 * of what comes in before the kernel would drop it. A rootless engine listens on the address itself.
 * Source: Docker documentation, engine/network/port-publishing; moby/moby#45610.
 */
export const isReachedFromOutside = (address: string, { engine, engineVersion, engineRootless }: Container): boolean =>
  engine === 'docker' &&
  engineVersion !== undefined &&
  Number.parseInt(engineVersion, 10) < 28 &&
  isLoopback(address) &&
  engineRootless !== true;

/** The small syntaxes that `docker run`, `podman run`, Compose and an image's USER have in common, each in one place. */
export * from './boolean.ts';
export * from './capabilities.ts';
export * from './devices.ts';
export * from './ids.ts';
export * from './mounts.ts';
export * from './security.ts';
export * from './sizes.ts';
export * from './user-namespace.ts';

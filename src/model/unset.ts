import type { Container } from './container.ts';

/** Of a container for which nothing was asked: what every view has, with nothing in it. */
export const nothingAsked: Pick<Container, 'process' | 'root' | 'mounts' | 'linux' | 'ports' | 'secrets'> = {
  process: { env: [], rlimits: [] },
  root: {},
  mounts: [],
  linux: { namespaces: {}, resources: {}, sysctl: [] },
  ports: [],
  secrets: [],
};

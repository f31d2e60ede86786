import type { MountType } from '../../model/index.ts';

/** Files that an engine makes for each container and mounts over those of its image. */
const files = /^\/(?:etc\/(?:hosts|hostname|resolv\.conf)|run\/\.containerenv|dev\/shm|dev\/termination-log)$/;
const state = /^(?:\/var\/lib\/(?:docker|containers|containerd|kubelet)|\/run\/(?:containers|containerd|docker|user)|\/home|\/root)\//;

/**
 * A bind mount that an engine wrote into the bundle by itself, in the words of that engine: its own files are no mount of
 * the host's, and a volume of its store is a volume. Undefined: a bind mount like any other.
 * Sources: moby 29 daemon/container_operations_unix.go and volume/local; containers-storage; kubelet pkg/volume.
 */
export function engineMount(source: string, destination: string): { readonly type: MountType; readonly name?: string } | undefined {
  const volume = /\/(?:docker|containers\/storage)\/volumes\/([^/]+)\/_data$/.exec(source)?.[1];
  if (volume !== undefined) return { type: 'volume', name: volume };
  const plugin = /\/kubelet\/pods\/[^/]+\/volumes\/kubernetes\.io~([a-z-]+)\//.exec(source)?.[1];
  if (plugin !== undefined) return { type: /^(?:projected|secret|configmap|downward-api)$/.test(plugin) ? 'object' : 'volume' };
  return files.test(destination) && state.test(source) ? { type: 'system' } : undefined;
}

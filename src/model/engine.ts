/** What runs a container. `kubernetes` means a node's kubelet with containerd, the CRI default. */
export type EngineKind = 'docker' | 'podman' | 'kubernetes';

export const engineKinds: readonly EngineKind[] = ['docker', 'podman', 'kubernetes'];

/** An engine at a version; `version` is "major.minor" or longer, compared numerically. */
export interface Engine {
  readonly kind: EngineKind;
  readonly version: string;
  /** True when the engine itself runs without root: container root is then an ordinary user of the host. */
  readonly rootless?: boolean;
}

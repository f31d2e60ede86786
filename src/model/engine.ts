/**
 * What runs a container. `kubernetes` means a node's kubelet with containerd, the CRI default. `oci`: a runtime (runc, crun)
 * alone; its configuration is the effective one already, and nobody asks for it by name.
 */
export type EngineKind = 'docker' | 'podman' | 'kubernetes' | 'oci';

/** The engines with defaults of their own, in the order in which they are offered. */
export type DefaultingKind = Exclude<EngineKind, 'oci'>;

export const engineKinds: readonly DefaultingKind[] = ['docker', 'podman', 'kubernetes'];

/** An engine at a version; `version` is "major.minor" or longer, compared numerically. */
export interface Engine<Kind extends EngineKind = EngineKind> {
  readonly kind: Kind;
  readonly version: string;
  /** True when the engine itself runs without root: container root is then an ordinary user of the host. */
  readonly rootless?: boolean;
  /** What a container is given that asks for nothing ("CAP_CHOWN"), where the engine says so itself. */
  readonly capabilities?: readonly string[];
}

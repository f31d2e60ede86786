import type { Container, Evidence, Field, WayChange } from '../model/index.ts';

/** One container, with what is known around it. */
export interface Scene {
  /** The effective view, or the observed one over it where somebody looked. */
  readonly container: Container;
  /** The change of the declaration that mends what this control finds wrong about the field; undefined: there is none. */
  readonly changeFor: (control: string, field?: Field<unknown>) => WayChange | undefined;
  /** The engine runs without root: what gets out is its user. Absent: as the effective view says. */
  readonly rootless?: boolean;
  /** What was tried in it. */
  readonly evidence?: readonly Evidence[];
  /** Of the machine that it runs on, where they are known: "6.1.0-21-amd64", "1.1.12". */
  readonly versions?: Versions;
}

export interface Versions {
  readonly kernel?: string;
  readonly runc?: string;
  readonly crun?: string;
  readonly containerd?: string;
}

import type { Outcome } from '../../src/model/index.ts';

/** How the text declares a container: the surface, and for run commands and YAML the engine that they are judged as. */
export type Way = 'containerfile' | 'compose' | 'kubernetes' | 'quadlet' | 'oci-bundle' | 'docker' | 'podman';

/**
 * One small declaration, and the verdict that a standard or the engine's own behaviour dictates.
 * The verdict is the control's worst one over all containers of the text.
 */
export interface Case {
  readonly name: string;
  readonly way: Way;
  /** The whole text, or for `docker` and `podman` the words after `docker run`. */
  readonly text: string;
  /** Other files in reach, by their path beside the text: a Containerfile, a seccomp profile, the file that a service extends. */
  readonly files?: Readonly<Record<string, string>>;
  /** "docker@28": another engine or version than the default. */
  readonly engine?: string;
  readonly control: string;
  readonly outcome: Outcome;
  /** What dictates it: the standard's section, or the engine's source file with its version. */
  readonly source: string;
  /** Where tools in use say something else: who says what, and why this is right. */
  readonly disputed?: string;
  /** Where users of such a tool discuss it: "aquasecurity/trivy#8210". */
  readonly thread?: string;
}

/** Cases of one control, with what they have in common said once. */
export const cases = (
  common: Pick<Case, 'control'> & Partial<Case>,
  rows: readonly (Partial<Case> & Pick<Case, 'name' | 'text' | 'outcome'>)[],
): readonly Case[] => rows.map((row) => ({ way: 'compose', source: '', ...common, ...row }));

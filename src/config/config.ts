import type { Severity } from '../model/index.ts';

/** A control's severity here, or `off`: it is not judged. */
export type SeverityChange = Severity | 'off';

/** What may differ by path. */
export interface PathConfig {
  /** Which measures are asked for: the name of a policy profile. */
  readonly profile?: string;
  /** "docker", "podman@5", "kubernetes@1.30": as `--engine` takes it. */
  readonly engine?: string;
  /** "1.30": as `--kubernetes-version` takes it. */
  readonly kubernetesVersion?: string;
  readonly severity?: Readonly<Record<string, SeverityChange>>;
}

/** `bulkhead.config.*` as its author writes it (docs/config.schema.json, docs/LIVING-WITH-IT.md). */
export interface Config extends PathConfig {
  readonly failOn?: Severity;
  /** Of the files found in folders, only those that match. Patterns as in .gitignore, from the configuration's folder. */
  readonly include?: readonly string[];
  /** Files and folders that are passed over, also when they are named. */
  readonly exclude?: readonly string[];
  /** The last entry that matches a file wins, setting by setting. */
  readonly paths?: readonly (PathConfig & { readonly files: readonly string[] })[];
  readonly accept?: readonly (AcceptedControl | AcceptedProblem)[];
}

interface Terms {
  readonly reason: string;
  /** The last day on which it counts, UTC: "2027-01-31". */
  readonly until: string;
}

export interface AcceptedControl extends Terms {
  readonly control: string;
  /** Its name, the last part of its name, or its id. Absent: every container. */
  readonly container?: string;
  /** Pattern of the files. Absent: every file. */
  readonly file?: string;
  /** Of what `scan` finds: pattern of the paths inside the image, as in .gitignore. Absent: every path. */
  readonly path?: string;
  /** Of what `scan` finds: the id of a known vulnerability, or another name of it. Absent: each. */
  readonly vulnerability?: string;
}

export interface AcceptedProblem extends Terms {
  /** A part of the problem's message, or its file. */
  readonly problem: string;
}

/** Gives an editor the types of a configuration in JavaScript or TypeScript; changes nothing. */
export const defineConfig = (config: Config): Config => config;

import { resolve } from 'node:path';
import { lookAt, readText } from '../../../host/read.ts';
import { type PassedOver, type Problem, type Source, Unreadable } from '../../../model/index.ts';
import type { Load } from '../../../render/overlays.ts';
import type { FileTask } from '../gather.ts';

/** What is asked of all charts and overlays of a run. */
export interface RenderOptions {
  /** `--helm-values`: absolute paths. */
  readonly helmValues: readonly string[];
  /** The version of Kubernetes that charts are told. */
  readonly kubernetesVersion?: string | undefined;
  /** What the tools are found in and start with: process.env. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds that one rendering may take. */
  readonly timeout: number;
  /** Where it lies, when its paths do not say so. */
  readonly elsewhere?: Elsewhere;
}

/** What is rendered lies in another folder than its paths say: a revision, in a scratch folder. */
export interface Elsewhere {
  /** The absolute path that a tool is given. */
  place(path: string): string;
  /** What a tool says, with the paths that people know. */
  named(text: string): string;
}

/** It lies where its paths say. */
export const here: Elsewhere = { place: (path) => resolve(path), named: (text) => text };

/** What rendering a chart or an overlay came to. */
export interface Rendering {
  /** Its Chart.yaml or kustomization: stands for all of it. */
  readonly file: string;
  /** The manifests, to be judged; absent: there are none, and `problems` or `passedOver` say why. */
  readonly source?: Source;
  readonly problems: readonly Problem[];
  readonly passedOver: readonly PassedOver[];
  /** Files that went into it and need no reading of their own. */
  readonly parts: readonly string[];
  /** Every file that an overlay is made of, those outside of the run included. */
  readonly madeOf?: ReadonlySet<string>;
}

/** A chart or an overlay that was found. `files` are those of the run that belong to it. */
export interface Project {
  /** Its Chart.yaml or kustomization. */
  readonly file: string;
  readonly files: readonly FileTask[];
  /** Of these, what `fix` does not change, and why. The others are objects by themselves. */
  readonly unwritten: readonly PassedOver[];
  /** Files and folders that rendering reads, those outside of the run included. */
  readonly needs: readonly string[];
  render(options: RenderOptions): Promise<Rendering>;
}

/** Reads each file once. A file that cannot be read is not there: what is to be rendered is then the tool's to complain of. */
export function loader(): Load {
  const sources = new Map<string, Source | undefined>();
  return (path) => {
    if (!sources.has(path)) sources.set(path, loaded(path));
    return sources.get(path);
  };
}

function loaded(path: string): Source | undefined {
  try {
    return lookAt(path)?.isFile() === true ? { path, text: readText(path) } : undefined;
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

import { readdirSync, readFileSync } from 'node:fs';
import type { SurfaceId } from '../../src/model/index.ts';

/** A fenced example of a control's README: "```yaml compose broken" or "```sh run-command fixed podman". */
export interface Example {
  readonly control: string;
  /** `host`: the text is a machine (machine.ts). */
  readonly surface: SurfaceId | 'host';
  readonly kind: 'broken' | 'fixed';
  readonly label: string;
  readonly text: string;
}

const folder = new URL('../../src/controls/', import.meta.url);

/** Every example of every control that has a README. */
export function examples(): Example[] {
  const ids = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return ids.flatMap(({ name }) => {
    try {
      return examplesOf(name, readFileSync(new URL(`${name}/README.md`, folder), 'utf8'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  });
}

/** A fence opens with "```", a language and two or three words, and closes with "```". */
export function examplesOf(control: string, readme: string): Example[] {
  const fences = readme.matchAll(/^```[a-z]+ ([a-z-]+) (broken|fixed)(?: ([a-z0-9 -]+))?\n([\s\S]*?)^```$/gm);
  return [...fences].map(([, surface = '', kind, label = '', text = '']) => ({
    control,
    surface: surface as Example['surface'],
    kind: kind as Example['kind'],
    label,
    text,
  }));
}

import type { Edit } from '../../model/index.ts';
import { placeOf } from '../../text/lines.ts';
import { escapeMessage } from './escape.ts';
import { type ArtifactLocation, artifactOf } from './location.ts';

/** SARIF 2.1.0, sections 3.55 to 3.57. */
export interface SarifFix {
  readonly description: { readonly text: string };
  readonly artifactChanges: readonly {
    readonly artifactLocation: ArtifactLocation;
    readonly replacements: readonly Replacement[];
  }[];
}

interface Replacement {
  /** Start and end at one place: an insertion (section 3.57.3). */
  readonly deletedRegion: {
    readonly startLine: number;
    readonly startColumn: number;
    readonly endLine: number;
    readonly endColumn: number;
  };
  readonly insertedContent?: { readonly text: string };
}

/** Edits as a fix; their texts have the line breaks of the files. */
export function fixOf(description: string, edits: readonly Edit[]): SarifFix {
  const byFile = new Map<string, Replacement[]>();
  for (const edit of edits) {
    const { file, line, column, endLine, endColumn } = placeOf(edit);
    const replacement = {
      deletedRegion: { startLine: line, startColumn: column, endLine, endColumn },
      ...(edit.text === '' ? {} : { insertedContent: { text: edit.text } }),
    };
    byFile.set(file, [...(byFile.get(file) ?? []), replacement]);
  }
  return {
    description: { text: escapeMessage(description) },
    artifactChanges: [...byFile].map(([file, replacements]) => ({ artifactLocation: artifactOf(file), replacements })),
  };
}

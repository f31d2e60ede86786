import type { Origin, Source } from '../model/index.ts';
import { lineStarts, lineText, positionAt } from '../text/lines.ts';
import type { YamlScalar } from '../text/yaml/node.ts';
import type { Kustomization } from './kustomization.ts';
import { type Load, type Overlay, pathOf } from './overlays.ts';
import { isRemote } from './remote.ts';
import type { OverlayFiles } from './trace/kustomize.ts';

/** The texts that an overlay is made of; what is applied last comes first. */
export function overlaySources({ root, members }: Overlay, load: Load): OverlayFiles {
  const named = (member: Kustomization, use: 'patch' | 'resource'): Source[] =>
    member.references
      .filter((reference) => reference.use === use && !isRemote(reference.entry))
      .toReversed()
      .flatMap((reference) => load(pathOf(member, reference)) ?? []);
  return {
    kustomization: root.source,
    patches: () => members.flatMap((member) => [...member.patches.map(inlinePatch).toReversed(), ...named(member, 'patch')]),
    resources: () => members.flatMap((member) => named(member, 'resource')),
  };
}

/** A patch that stands in a kustomization, as a text of its own that knows which line of the file each of its lines is. */
function inlinePatch({ source, start, end, text }: YamlScalar): Source {
  const whole: Origin = { source, start, end };
  const patch: Source = { path: source.path, text };
  const first = firstLine(source, start, text);
  return {
    ...patch,
    writtenAt: (from, to) => {
      const { line, column } = positionAt(patch, from);
      const there = lineText(source, first + line - 1);
      const here = lineText(patch, line);
      // A folded text has other lines than the file.
      if (there.trim() !== here.trim()) return whole;
      const begin = (lineStarts(source)[first + line - 2] ?? 0) + (there.length - there.trimStart().length);
      const into = Math.max(0, column - 1 - (here.length - here.trimStart().length));
      return { source, start: begin + into, end: begin + Math.max(into, Math.min(into + to - from, here.trim().length)) };
    },
  };
}

/** The line of the file on which a block's text begins: at the node, or below its `|`. */
function firstLine(source: Source, start: number, text: string): number {
  const { line } = positionAt(source, start);
  const wanted = text.split('\n', 1)[0]?.trim() ?? '';
  return lineText(source, line).trim() === wanted ? line : line + 1;
}

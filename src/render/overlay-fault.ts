import type { Problem } from '../model/index.ts';
import { placeOf } from '../text/lines.ts';
import { complaintOf } from './complaint.ts';
import type { Overlay } from './overlays.ts';

/** What kustomize 5 says in many words around a path, and the few that it comes to. */
const causes: readonly (readonly [said: RegExp, means: string])[] = [
  [/cycle detected/, 'it leads back to what uses it'],
  [/security; file/, 'the file lies outside of the folder of its kustomization, which kustomize refuses'],
  [/no such file or directory/, 'there is no such file or folder'],
];

/** Why kustomize did not render an overlay: where it is an entry of a kustomization, at that entry. `tried`: the command line. */
export function overlayFault({ root, members }: Overlay, stderr: string, tried: string): Problem {
  const text = stderr.slice(0, 20_000);
  const entry = [...text.matchAll(/(?:accumulating resources from '|patch file from path\()([^')\n]{1,1000})/g)].at(-1)?.[1];
  const means = causes.find(([said]) => said.test(text))?.[1];
  const at = members.flatMap(({ source, references }) =>
    references.filter((reference) => reference.entry === entry).map(({ at: { start, end } }) => ({ source, start, end })),
  );
  const [place] = at.map(placeOf);
  if (means !== undefined && place !== undefined) {
    return { file: place.file, line: place.line, column: place.column, message: `not rendered: ${entry}: ${means}; try: ${tried}` };
  }
  return { file: root.source.path, message: `not rendered: ${complaintOf(stderr).message}; try: ${tried}` };
}

import type { Instruction } from '../instruction.ts';
import type { Span } from '../joined.ts';
import { mountFrom } from '../run-mount.ts';
import type { File } from './file.ts';
import { replaced } from './place.ts';
import { all, type Result, type Writing } from './writing.ts';

/** The digest behind a reference, wherever the file names it: FROM, COPY --from, RUN --mount. */
export function pin({ file }: Writing, to: string): Result {
  if (/\b(?:TAG|DIGEST)\b/.test(to))
    return 'which tag and digest to take is not known here: no image of that name is in the store of an engine that answers; look it up with docker buildx imagetools inspect NAME:TAG, or skopeo inspect docker://NAME:TAG';
  const [reference = ''] = to.split('@', 1);
  // Without a tag it is latest that is meant.
  const names = reference.endsWith(':latest') ? [reference, reference.slice(0, -':latest'.length)] : [reference];
  const edits = file.instructions.flatMap((instruction) =>
    placesOf(instruction)
      .filter(({ name }) => names.includes(name) && !isStage(file, instruction, name))
      .map(({ span }) => replaced(instruction, span, to)),
  );
  return edits.length > 0 ? all([edits]) : 'its name is put together from build arguments: change it where they are set';
}

/** Where an instruction names an image or a stage. */
function placesOf({ keyword, words, flags, joined }: Instruction): readonly { readonly name: string; readonly span: Span }[] {
  const [image] = words;
  if (keyword === 'FROM') return image === undefined ? [] : [{ name: image.text, span: image }];
  if (keyword !== 'COPY' && keyword !== 'RUN') return [];
  return flags.flatMap((flag) => {
    const name = keyword === 'COPY' ? (flag.name === 'from' ? flag.value : undefined) : flag.name === 'mount' ? mountFrom(flag) : undefined;
    const at = name === undefined ? -1 : joined.text.slice(flag.start, flag.end).lastIndexOf(`from=${name}`);
    const start = flag.start + at + 'from='.length;
    return name === undefined || at < 0 ? [] : [{ name, span: { start, end: start + name.length } }];
  });
}

/** A stage further up goes before an image of the same name. */
const isStage = ({ stages }: File, instruction: Instruction, name: string): boolean => {
  const own = stages.findIndex(({ from, instructions }) => from === instruction || instructions.includes(instruction));
  return stages.slice(0, own).some((stage) => stage.name === name.toLowerCase());
};

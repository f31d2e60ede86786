import { join } from 'node:path';
import { fileContext } from '../../host/context.ts';
import { fileNames, lookAt, readNamed, readText } from '../../host/read.ts';
import type { WrittenImage, WrittenStep } from '../../image/index.ts';
import { type BuildStep, baseOf, finalStages, knownValue, type Source, Unreadable } from '../../model/index.ts';
import { commentNotes } from '../../risks/comments.ts';
import type { Note } from '../../risks/note.ts';
import { containerfile } from '../../surfaces/containerfile/surface.ts';
import { placeOf } from '../../text/lines.ts';
import { readerOf } from '../declare.ts';

const usual = /^(?:Dockerfile|Containerfile)(?:\..{1,60})?$|^.{1,60}\.(?:Dockerfile|Containerfile|dockerfile)$/;
const mostFiles = 50;

export interface Written {
  readonly images: readonly WrittenImage[];
  /** The acceptances in their comments. */
  readonly notes: readonly Note[];
}

/**
 * The Containerfiles that the images may be built by: the one that is named (throws Unreadable, for one that cannot be read), else those of the working directory
 * and of the folders `beside`. Each is only used for an image whose history has its steps.
 */
export async function writtenImages(named: string | undefined, beside: readonly string[]): Promise<Written> {
  if (named !== undefined) return writtenIn([{ path: named, text: readNamed(named) }]);
  const folders = new Set(['.', ...beside]);
  return writtenIn([...folders].flatMap(filesIn).slice(0, mostFiles));
}

const writtenIn = async (sources: readonly Source[]): Promise<Written> => ({
  images: (await Promise.all(sources.map(imagesOf))).flat(),
  notes: sources.flatMap((source) => (source.text.includes('bulkhead:') ? commentNotes(source, 'containerfile') : [])),
});

function filesIn(folder: string): Source[] {
  try {
    return fileNames(folder)
      .filter((name) => usual.test(name))
      .sort()
      .map((name) => join(folder, name))
      .filter((path) => lookAt(path)?.isFile() === true)
      .map((path) => ({ path, text: readText(path) }));
  } catch (error) {
    // Nobody asked for these: what cannot be read is no reason to say anything.
    if (error instanceof Unreadable) return [];
    throw error;
  }
}

async function imagesOf(source: Source): Promise<WrittenImage[]> {
  const { containers } = (await readerOf(containerfile)).read(source, fileContext());
  return containers.flatMap(({ image }) => {
    const steps = image.build?.steps;
    return steps === undefined ? [] : [writtenImage(source.path, steps)];
  });
}

function writtenImage(file: string, all: readonly BuildStep[]): WrittenImage {
  const final = finalStages(all);
  const own = all.filter(({ stage }) => final.has(stage));
  const froms = own.filter(({ instruction }) => instruction === 'FROM');
  const [first] = froms;
  const last = froms.at(-1);
  return {
    file,
    from: first === undefined ? undefined : baseOf(first),
    line: last === undefined ? 1 : placeOf(last.origin).line,
    steps: own.filter(({ instruction }) => instruction !== 'FROM').map(writtenStep),
  };
}

function writtenStep({ origin, text }: BuildStep): WrittenStep {
  const keyword = /^[A-Za-z]{1,20}/.exec(origin.source.text.slice(origin.start, origin.start + 20))?.[0] ?? '';
  return { keyword: keyword.toUpperCase(), text: knownValue(text) ?? '', line: placeOf(origin).line };
}

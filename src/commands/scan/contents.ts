import { configSecrets, type FoundImage, fateOf, instructionsOf, type Json, type LayerContents, parsed, shown, survivingFiles } from '../../image/index.ts';
import type { ImageContents, ImageFile, ImageLayer, ImageSecret, InLayer } from '../../model/index.ts';
import { printable } from '../../text/printable.ts';
import { maskSecrets } from '../../text/secrets.ts';
import type { ImagesRead, LayerRead } from './reading.ts';

/** One image of an archive, and what is wrong with it: a line each. */
export interface Assembled {
  readonly image: ImageContents;
  readonly problems: readonly string[];
}

const longestPath = 300;
const longestInstruction = 160;

/** Its layers put one upon the other, each held against the digests that manifest and configuration give it. */
export function assemble(found: FoundImage, archive: ImagesRead, name: string): Assembled {
  const config = parsed(found.config, 'its configuration');
  const diffIds = diffIdsOf(config);
  const reads = found.layers.map((layer) => archive.layer(layer));
  const problems = reads.flatMap((read, at) => problemsOf(read, at, found.layers[at] ?? '', diffIds));
  if (diffIds.length !== found.layers.length)
    problems.push(`its configuration knows of ${diffIds.length} layers, and it has ${found.layers.length}`);
  const instructions = instructionsOf(config, found.layers.length);
  const secrets = [...inConfig(config), ...inLayers(reads, instructions)];
  const layers = reads.map((read, at) => layerOf(read, instructions?.[at]));
  const origin = { source: { path: name, text: '' }, start: 0, end: 0 };
  return { image: { origin, name, layers, secrets, packages: [], files: filesOf(reads), vulnerabilities: [] }, problems };
}

const filesOf = (reads: readonly (LayerRead | undefined)[]): ImageFile[] =>
  survivingFiles(reads.map(contentsOf)).map((file) => ({ ...file, path: shownPath(file.path.slice(1)) }));

const contentsOf = (read: LayerRead | undefined): LayerContents | undefined =>
  read === undefined || 'problem' in read ? undefined : read.contents;

function layerOf(read: LayerRead | undefined, instruction: string | undefined): ImageLayer {
  const whole = read === undefined || 'problem' in read ? undefined : read;
  const texts = whole?.contents.secrets.map(({ text }) => text) ?? [];
  return {
    digest: `sha256:${whole?.plain ?? ''}`,
    bytes: whole?.bytes ?? 0,
    entries: whole?.contents.entries ?? 0,
    ...(instruction === undefined ? {} : { instruction: concealed(instruction, texts) }),
  };
}

function problemsOf(read: LayerRead | undefined, at: number, name: string, diffIds: readonly unknown[]): string[] {
  const layer = `layer ${at + 1} (${shown(name)})`;
  if (read === undefined) return [`${layer} is missing: it was not searched`];
  if ('problem' in read) return [`${layer} was not read to its end: ${read.problem}`];
  const digest = /(?:^|\/)blobs\/sha256\/([0-9a-f]{64})$/.exec(name)?.[1];
  return [
    ...(digest === undefined || digest === read.packed ? [] : [`${layer} is not what its digest says: it was changed or damaged`]),
    ...(diffIds[at] === undefined || diffIds[at] === `sha256:${read.plain}`
      ? []
      : [`${layer} is not the one that the configuration of the image names: it was changed or damaged`]),
    ...read.contents.problems.map((problem) => `${layer}: ${problem}`),
    ...read.contents.facts.flatMap((fact) => (fact.kind === 'problem' ? [`${layer}: ${shownPath(fact.path)}: ${fact.because}`] : [])),
  ];
}

function diffIdsOf({ rootfs }: Json): readonly unknown[] {
  const ids = typeof rootfs === 'object' && rootfs !== null && 'diff_ids' in rootfs ? rootfs.diff_ids : [];
  return Array.isArray(ids) ? ids : [];
}

const inConfig = (config: Json): ImageSecret[] => {
  const secrets = configSecrets(config);
  const texts = secrets.map(({ text }) => text);
  return secrets.map(({ where, name, what, certainty, instruction }) => ({
    what,
    certainty,
    at: { where, name: printable(name), ...(instruction === undefined ? {} : { instruction: concealed(instruction, texts) }) },
  }));
};

function inLayers(reads: readonly (LayerRead | undefined)[], instructions: readonly string[] | undefined): ImageSecret[] {
  const contents = reads.map(contentsOf);
  return reads.flatMap((read, index) => {
    if (read === undefined || 'problem' in read) return [];
    const { secrets, links } = read.contents;
    const texts = secrets.map(({ text }) => text);
    const instruction = instructions?.[index];
    const said = instruction === undefined ? undefined : concealed(instruction, texts);
    return secrets.map(({ path, line, what, certainty }): ImageSecret => {
      const others = links.get(path) ?? [];
      const fates = [path, ...others].map((each) => fateOf(each, index, contents));
      // While one of its names is there, the file is.
      const fate = fates.includes(undefined) ? undefined : fates[0];
      const at: InLayer = {
        layer: index + 1,
        digest: `sha256:${read.plain}`,
        path: shownPath(path),
        ...(others.length === 0 ? {} : { links: others.slice(0, 20).map(shownPath) }),
        ...(line === undefined ? {} : { line }),
        ...(said === undefined ? {} : { instruction: said }),
        ...(fate === undefined ? {} : { later: { how: fate.how, layer: fate.by + 1 } }),
      };
      return { what, certainty, at };
    });
  });
}

const shownPath = (path: string): string => printable(`/${path.length > longestPath ? `${path.slice(0, longestPath)}…` : path}`);

/** What made a layer may hold the very secret that was found in it. */
function concealed(instruction: string, texts: readonly string[]): string {
  let text = instruction.slice(0, 20_000);
  for (const secret of texts) if (secret.length > 2) text = text.replaceAll(secret, '****');
  const masked = printable(maskSecrets(text.replace(/\s+/g, ' ').trim()));
  return masked.length > longestInstruction ? `${masked.slice(0, longestInstruction)}…` : masked;
}

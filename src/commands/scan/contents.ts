import {
  configSecrets,
  diffIdsOf,
  type FoundImage,
  fateOf,
  type LayerContents,
  type LayerSecret,
  parsed,
  shown,
  survivingAccounts,
  survivingFiles,
  type WrittenImage,
} from '../../image/index.ts';
import type { ImageContents, ImageFile, ImageLayer, ImageSecret, InContainerfile, InLayer } from '../../model/index.ts';
import { assemblePackages, ownersOf } from '../../packages/index.ts';
import type { Loose } from '../../text/json/loose.ts';
import { printable } from '../../text/printable.ts';
import { contentsRead, type ImagesRead, type LayerRead } from '../images/reading.ts';
import { concealed } from './conceal.ts';
import { type Provenance, provenanceOf } from './provenance.ts';

/** One image of an archive, and what is wrong with it: a line each. */
export interface Assembled {
  readonly image: ImageContents;
  readonly problems: readonly string[];
}

const longestPath = 300;

/** Its layers put one upon the other, each held against the digests that manifest and configuration give it. */
export function assemble(found: FoundImage, archive: ImagesRead, name: string, written: readonly WrittenImage[] = []): Assembled {
  const config = parsed(found.config, 'its configuration');
  const diffIds = diffIdsOf(config);
  const reads = found.layers.map((layer) => archive.layer(layer));
  const contents = reads.map(contentsRead);
  const problems = reads.flatMap((read, at) => problemsOf(read, at, found.layers[at] ?? '', diffIds));
  problems.push(...unreadFiles(contents));
  if (diffIds.length !== found.layers.length)
    problems.push(`its configuration knows of ${diffIds.length} layers, and it has ${found.layers.length}`);
  const others = archive.images.filter((other) => other !== found).map((other) => diffIdsOf(parsed(other.config, 'its configuration')));
  const provenance = provenanceOf(config, diffIds, found.layers.length, others, written);
  const secrets = [...inConfig(config, provenance), ...inLayers(reads, contents, provenance)];
  const layers = reads.map((read, at) => ({ ...provenance.layers[at], ...layerOf(read, provenance.layers[at]?.instruction) }));
  const origin = { source: { path: name, text: '' }, start: 0, end: 0 };
  const { stage } = provenance;
  const built = stage === undefined ? {} : { containerfile: stage };
  return {
    image: {
      ...{ origin, name, layers, ...built, secrets, ...packagesOf(contents), files: filesOf(contents), vulnerabilities: [] },
      accounts: survivingAccounts(contents),
    },
    problems,
  };
}

/** By layer, the lowest first; undefined: it was not read. */
type Contents = readonly (LayerContents | undefined)[];

const filesOf = (contents: Contents): ImageFile[] =>
  survivingFiles(contents).map((file) => ({ ...file, path: shownPath(file.path.slice(1)) }));

const packagesOf = (contents: Contents): Pick<ImageContents, 'packages' | 'distribution' | 'distributionAt'> => {
  const isThere = (path: string, index: number): boolean => fateOf(path, index, contents) === undefined;
  const { packages, ...rest } = assemblePackages(
    contents.map((layer) => layer?.facts),
    isThere,
  );
  return { ...rest, packages: packages.map((each) => ({ ...each, path: shownPath(each.path.slice(1)) })) };
};

function layerOf(read: LayerRead | undefined, instruction: string | undefined): ImageLayer {
  const whole = read === undefined || 'problem' in read ? undefined : read;
  return {
    digest: `sha256:${whole?.plain ?? ''}`,
    bytes: whole?.bytes ?? 0,
    entries: whole?.contents.entries ?? 0,
    ...(instruction === undefined ? {} : { instruction: whole?.said(instruction) ?? concealed(instruction, []) }),
  };
}

function problemsOf(read: LayerRead | undefined, at: number, name: string, diffIds: readonly unknown[]): string[] {
  const layer = `layer ${at + 1} (${shown(name)})`;
  if (read === undefined) return [`${layer} is missing: it was not searched`];
  if ('problem' in read) return [`${layer} was not read to its end: ${read.problem}`];
  const digest = /(?:^|\/)blobs\/sha256\/([0-9a-f]{64})$/.exec(name)?.[1];
  return [
    ...(digest === undefined || read.packed === undefined || digest === read.packed
      ? []
      : [`${layer} is not what its digest says: it was changed or damaged`]),
    ...(diffIds[at] === undefined || diffIds[at] === `sha256:${read.plain}`
      ? []
      : [`${layer} is not the one that the configuration of the image names: it was changed or damaged`]),
    ...read.contents.problems.map((problem) => `${layer}: ${problem}`),
  ];
}

/** Of a file that a later layer took away nothing needs to be known. What two layers say of one folder is said of the lower. */
function unreadFiles(contents: Contents): string[] {
  const said = new Map<string, number>();
  contents.forEach((layer, at) => {
    for (const fact of layer?.facts ?? []) {
      if (fact.kind !== 'problem') continue;
      const text = `${shownPath(fact.path)}: ${fact.because}`;
      if (!said.has(text) && fateOf(fact.path, at, contents) === undefined) said.set(text, at + 1);
    }
  });
  return [...said].map(([text, layer]) => `layer ${layer}: ${text}`);
}

const inConfig = (config: Loose, provenance: Provenance): ImageSecret[] => {
  const secrets = configSecrets(config);
  const texts = secrets.map(({ text }) => text);
  return secrets.map(({ where, name, what, certainty, instruction }) => ({
    what,
    certainty,
    at: {
      where,
      name: printable(name),
      ...(instruction === undefined ? {} : { instruction: concealed(instruction, texts) }),
      ...placed(provenance.setBy(where, name, instruction)),
    },
  }));
};

function inLayers(reads: readonly (LayerRead | undefined)[], contents: Contents, provenance: Provenance): ImageSecret[] {
  return reads.flatMap((read, index) => {
    if (read === undefined || 'problem' in read) return [];
    const { secrets, links, facts } = read.contents;
    // Who owns what costs a look at every fact.
    if (secrets.length === 0) return [];
    const ownerOf = ownersOf(facts.map((fact) => ({ fact, index })));
    return folded(secrets).map(({ path, line, what, certainty }): ImageSecret => {
      const owner = ownerOf(path, index);
      const others = links.get(path) ?? [];
      const fates = [path, ...others].map((each) => fateOf(each, index, contents));
      // While one of its names is there, the file is.
      const fate = fates.includes(undefined) ? undefined : fates[0];
      const { instruction, containerfile } = provenance.broughtBy(index, path);
      const at: InLayer = {
        layer: index + 1,
        digest: `sha256:${read.plain}`,
        path: shownPath(path),
        ...(others.length === 0 ? {} : { links: others.slice(0, 20).map(shownPath) }),
        ...(line === undefined ? {} : { line }),
        ...(owner === undefined ? {} : { owner }),
        ...(instruction === undefined ? {} : { instruction: read.said(instruction) }),
        ...(containerfile === undefined ? {} : { containerfile }),
        ...(fate === undefined ? {} : { later: { how: fate.how, layer: fate.by + 1 } }),
      };
      return { what, certainty, at };
    });
  });
}

/** Of what is no text the lines cannot tell one from the other. */
function folded(secrets: readonly LayerSecret[]): readonly LayerSecret[] {
  const times = new Map<string, number>();
  const keyOf = ({ path, line = 0, what }: LayerSecret): string => `${line} ${what} ${path}`;
  for (const secret of secrets) times.set(keyOf(secret), (times.get(keyOf(secret)) ?? 0) + 1);
  return [...new Map(secrets.map((secret) => [keyOf(secret), secret])).values()].map((secret) => {
    const count = times.get(keyOf(secret)) ?? 1;
    return count === 1 ? secret : { ...secret, what: `${secret.what}, ${count} times` };
  });
}

const placed = (containerfile: InContainerfile | undefined): Pick<InLayer, 'containerfile'> =>
  containerfile === undefined ? {} : { containerfile };

const shownPath = (path: string): string => printable(`/${path.length > longestPath ? `${path.slice(0, longestPath)}…` : path}`);

import { type Distribution, type ImagePackage, isPackageKind } from '../model/index.ts';
import { type Purl, parsePurl, purlOf } from '../packages/purl.ts';

/** What is said of a package beside its URL: only what the URL does not say. Names as below. */
export type Beside = ReadonlyMap<string, string>;

const names = ['kind', 'name', 'version', 'arch', 'source', 'source-version', 'size', 'inside', 'layer', 'path', 'owner'] as const;
type Name = (typeof names)[number];

export interface Entry {
  readonly purl?: string;
  readonly beside: Beside;
}

/** A package as a package URL and what that leaves out: packageOf gives the same package for it. */
export function entryOf(pkg: ImagePackage, distribution: Distribution | undefined): Entry {
  const purl = purlOf(pkg, distribution);
  const said = saidOf(purl === undefined ? undefined : readOf(parsePurl(purl)));
  const all = saidOf(pkg);
  // What the URL says and the package does not is taken back by an empty word.
  const beside = names.flatMap((name): [string, string][] => {
    const [wanted, there] = [all[name], said[name]];
    return wanted === there ? [] : [[name, wanted ?? '']];
  });
  return { ...(purl === undefined ? {} : { purl }), beside: new Map(beside) };
}

/** Tells packages of one image apart. */
export const keyOf = ({ kind, name, version, arch, path }: ImagePackage): string => JSON.stringify([kind, name, version, arch, path]);

/** What is read of a component. Absent: nothing says it. */
type Known = Partial<ImagePackage>;

function saidOf({
  kind,
  name,
  version,
  arch,
  source,
  size,
  inside,
  layer,
  path,
  owner,
}: Known = {}): Readonly<Record<Name, string | undefined>> {
  return {
    ...{ kind, name, version, arch, path, owner },
    source: source?.name,
    'source-version': source?.version,
    size: size === undefined ? undefined : String(size),
    inside: inside === true ? 'yes' : undefined,
    layer: layer === undefined ? undefined : String(layer),
  };
}

/** What a package URL says by itself, in the words of the ecosystem. */
function readOf(purl: Purl | undefined): Known {
  if (purl === undefined || !isPackageKind(purl.type)) return {};
  const { type: kind, name, qualifiers } = purl;
  const epoch = /^[1-9]\d{0,9}$/.exec(qualifiers.epoch ?? '')?.[0];
  const plain = kind === 'golang' ? goVersion(name, purl.version) : purl.version;
  const version = epoch === undefined || /^\d+:/.test(plain) ? plain : `${epoch}:${plain}`;
  const [, sourceName, sourceVersion] = /^([^@]+)(?:@(.+))?$/s.exec(qualifiers.upstream ?? '') ?? [];
  const source =
    kind === 'rpm'
      ? sourceOfRpm(qualifiers.upstream, epoch)
      : sourceName === undefined
        ? undefined
        : { name: sourceName, version: sourceVersion ?? version };
  return {
    kind,
    name,
    ...(version === '' ? {} : { version }),
    ...(qualifiers.arch === undefined ? {} : { arch: qualifiers.arch }),
    ...(source === undefined ? {} : { source }),
  };
}

/** Some write versions of modules without their v, and that of the standard library with it, or "go1.22". */
function goVersion(name: string, version: string): string {
  if (name === 'stdlib') return version.replace(/^(?:go|v)(?=\d)/, '');
  return /^\d+\.\d+\.\d+/.test(version) ? `v${version}` : version;
}

/** "bash-5.1.8-6.el9.src.rpm", which has no epoch: it is that of the package. */
function sourceOfRpm(file: string | undefined, epoch: string | undefined): { readonly name: string; readonly version: string } | undefined {
  const [, name, version] = /^(.+)-([^-]+-[^-]+)\.(?:no)?src\.rpm$/.exec(file ?? '') ?? [];
  return name === undefined || version === undefined ? undefined : { name, version: epoch === undefined ? version : `${epoch}:${version}` };
}

/** The package of a component, or what keeps it from being one ("without a version"). `said`: how the file names it, which keeps capital letters that a URL does not. */
export function packageOf(purl: Purl | undefined, beside: Beside, said: readonly string[] = []): ImagePackage | { readonly lacks: string } {
  const read = { ...saidOf(readOf(purl)), ...Object.fromEntries([...beside].filter(([name]) => names.some((each) => each === name))) };
  const word = (name: Name): string | undefined => (read[name] === '' ? undefined : read[name]);
  const kind = word('kind') ?? '';
  if (!isPackageKind(kind))
    return { lacks: purl === undefined ? 'without a package URL' : `of the kind ${purl.type}, which is not known here` };
  const [name, version] = [word('name'), word('version')];
  if (name === undefined) return { lacks: 'without a name: not judged' };
  if (version === undefined) return { lacks: 'without a version: not judged' };
  const [arch, source, path, owner] = [word('arch'), word('source'), word('path'), word('owner')];
  const size = numberOf(word('size'));
  return {
    kind,
    name: beside.has('name') ? name : (said.find((each) => isSame(kind, each, name)) ?? name),
    version,
    ...(arch === undefined ? {} : { arch }),
    ...(source === undefined ? {} : { source: { name: source, version: word('source-version') ?? version } }),
    ...(size === undefined ? {} : { size }),
    ...(word('inside') === undefined ? {} : { inside: true as const }),
    layer: numberOf(word('layer')) ?? 0,
    path: path ?? '',
    ...(owner === undefined ? {} : { owner }),
  };
}

const numberOf = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;

/** A package URL spells some names without capital letters, and those of PyPI with dashes. */
const isSame = (kind: string, said: string, name: string): boolean =>
  said === name || (said.length === name.length && plain(kind, said) === plain(kind, name));

const plain = (kind: string, name: string): string => (kind === 'pypi' ? name.toLowerCase().replaceAll('_', '-') : name.toLowerCase());

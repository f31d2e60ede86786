import type { ImageContents, ImagePackage, Vulnerability } from '../../model/index.ts';
import { type Purl, parsePurl } from '../../packages/purl.ts';
import type { Product, Statement, VexDocument } from './statement.ts';

/** What the image itself is called: "registry.example.com/team/web:1.0", with digest where that is known. */
export interface ImageNames {
  readonly names: readonly string[];
  /** Of its manifest or configuration: "sha256:…". */
  readonly digests: readonly string[];
}

/** What VEX documents answer for becomes not-affected, with the reason. The statement that was made last counts. */
export function withVex(image: ImageContents, names: ImageNames, documents: readonly VexDocument[]): ImageContents {
  const index = new Map<string, { readonly statement: Statement; readonly document: string }[]>();
  for (const { name: document, statements } of documents)
    for (const statement of statements)
      for (const name of statement.names) {
        const own = index.get(name);
        if (own === undefined) index.set(name, [{ statement, document }]);
        else own.push({ statement, document });
      }
  if (index.size === 0) return image;
  const matching = matcher(image, names);
  return { ...image, vulnerabilities: image.vulnerabilities.map((one) => answered(one, index, matching)) };
}

type Index = ReadonlyMap<string, readonly { readonly statement: Statement; readonly document: string }[]>;
type Matching = (product: Product, one: ImagePackage) => boolean;

function answered(one: Vulnerability, index: Index, matches: Matching): Vulnerability {
  const about = [one.id, ...one.aliases].flatMap((name) => index.get(name) ?? []);
  const those = about.filter(({ statement }) => statement.products.some((product) => matches(product, one.package)));
  const last = those.reduce<(typeof those)[number] | undefined>(
    (latest, each) => (latest === undefined || each.statement.time >= latest.statement.time ? each : latest),
    undefined,
  );
  if (last === undefined || last.statement.is === 'open') return one;
  return { ...one, state: 'not-affected', vex: { because: last.statement.because, document: last.document } };
}

function matcher(image: ImageContents, names: ImageNames): Matching {
  const parsed = new Map<string, Purl | undefined>();
  const nameOf = (purl: string): Purl | undefined => {
    if (!parsed.has(purl)) parsed.set(purl, parsePurl(purl));
    return parsed.get(purl);
  };
  const isPackage = (purl: string, one: ImagePackage): boolean => {
    const name = nameOf(purl);
    return name !== undefined && namesPackage(name, one, image.distribution?.id);
  };
  return ({ purl, parts }, one) => {
    const whole = purl === undefined ? undefined : nameOf(purl);
    if (purl === undefined || whole === undefined) return false;
    const isPart = parts.length === 0 || parts.some((part) => isPackage(part, one));
    if (whole.type === 'oci' || whole.type === 'docker') return isPart && namesImage(whole, names);
    return parts.length === 0 ? isPackage(purl, one) : isPart && image.packages.some((each) => isPackage(purl, each));
  };
}

/** A version that is given must be this very one; of a package of a distribution its source may be meant. */
function namesPackage({ type, vendor, name, version, qualifiers }: Purl, one: ImagePackage, distribution: string | undefined): boolean {
  if (type !== one.kind) return false;
  if (vendor !== undefined && !isVendor(vendor, distribution)) return false;
  const epoch = qualifiers.epoch === undefined ? '' : `${qualifiers.epoch}:`;
  const asked = version === '' ? undefined : `${epoch}${version}`;
  const arch = qualifiers.arch;
  const isVersion = (own: string): boolean =>
    asked === undefined || asked === own || asked === own.replace(/^0:/, '') || (type === 'golang' && `v${asked}` === own);
  const isOwn = name === one.name && isVersion(one.version) && (arch === undefined || one.arch === undefined || arch === one.arch);
  const isSource =
    name === one.source?.name && isVersion(one.source.version) && (arch === undefined || arch === 'source' || arch === 'src');
  return isOwn || isSource;
}

/** Their package URLs do not call every distribution as os-release does. */
const vendors: ReadonlyMap<string, string> = new Map([
  ['redhat', 'rhel'],
  ['rocky-linux', 'rocky'],
  ['suse', 'sles'],
  ['opensuse', 'opensuse-leap'],
]);

const isVendor = (vendor: string, distribution: string | undefined): boolean =>
  distribution !== undefined && (vendor === distribution || vendors.get(vendor) === distribution);

/** PURL-TYPES.rst, oci: the name is the last part of the repository's, the version a digest. What is given must fit what is known. */
function namesImage({ name, version, qualifiers }: Purl, { names, digests }: ImageNames): boolean {
  if (version.includes(':')) return digests.includes(version);
  return names.some((each) => {
    const [, repository = '', tag] = /^(.*?)(?::([^/:@]+))?(?:@.*)?$/.exec(each) ?? [];
    const asked = qualifiers.tag ?? (version === '' ? undefined : version);
    const place = qualifiers.repository_url?.replace(/^https?:\/\//, '').replace(/\/$/, '');
    const isPlace = place === undefined || place === repository || `${place}/${name}` === repository;
    return (
      repository.slice(repository.lastIndexOf('/') + 1) === name.slice(name.lastIndexOf('/') + 1) &&
      isPlace &&
      (asked === undefined || asked === (tag ?? 'latest'))
    );
  });
}

/**
 * What other scanners say of a component in properties of their own. Sources: aquasecurity/trivy 0.57 pkg/sbom/core/bom.go and
 * pkg/sbom/cyclonedx/marshal.go (namespace aquasecurity:trivy:); anchore/syft 1.16 syft/format/internal/cyclonedxutil (syft:location:N:…).
 */
export function besideOfOthers(said: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const trivy = (name: string): string | undefined => said.get(`aquasecurity:trivy:${name}`);
  const found: [string, string | undefined][] = [
    ['source', trivy('SrcName')],
    ['source-version', evr(trivy('SrcEpoch'), trivy('SrcVersion'), trivy('SrcRelease'))],
    ['path', rooted(trivy('FilePath') ?? said.get('syft:location:0:path'))],
  ];
  return new Map(found.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
}

/** The digest of the layer, unpacked, that they name. */
export const layerOfOthers = (said: ReadonlyMap<string, string>): string | undefined =>
  said.get('aquasecurity:trivy:LayerDiffID') ?? said.get('syft:location:0:layerID');

/** The layers of the image, the lowest first. */
export const layersOfOthers = (said: readonly (readonly [name: string, value: string])[]): readonly string[] =>
  said.flatMap(([name, value]) => (name === 'aquasecurity:trivy:DiffID' ? [value] : []));

const evr = (epoch: string | undefined, version: string | undefined, release: string | undefined): string | undefined =>
  version === undefined
    ? undefined
    : `${epoch === undefined || epoch === '0' ? '' : `${epoch}:`}${version}${release === undefined || release === '' ? '' : `-${release}`}`;

const rooted = (path: string | undefined): string | undefined => (path === undefined || path.startsWith('/') ? path : `/${path}`);

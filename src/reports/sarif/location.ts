import type { Place } from '../../model/index.ts';

/** The name that stands for the folder which relative paths start from (GitHub and others know it). */
export const root = '%SRCROOT%';

export interface ArtifactLocation {
  readonly uri: string;
  readonly uriBaseId?: string;
}

/** A report's path as a URI: relative to the root, or of the `file` scheme when it is absolute. */
export function artifactOf(file: string): ArtifactLocation {
  const path = encode(file.replace(/^(?:\.\/+)+/, ''));
  return file.startsWith('/') ? { uri: `file://${path}` } : { uri: path === '' ? '.' : path, uriBaseId: root };
}

/** Each segment percent-encoded (RFC 3986), a lone surrogate as U+FFFD. */
const encode = (path: string): string => path.split('/').map(encodeSegment).join('/');

const encodeSegment = (segment: string): string => encodeURIComponent(segment.replace(/\p{Surrogate}/gu, '\ufffd'));

export interface Location {
  readonly physicalLocation: {
    readonly artifactLocation: ArtifactLocation;
    readonly region?: { readonly startLine: number; readonly startColumn?: number; readonly endLine?: number; readonly endColumn?: number };
  };
  readonly logicalLocations?: readonly { readonly name: string; readonly fullyQualifiedName: string; readonly kind: string }[];
}

export const locationOf = ({ file, line, column, endLine, endColumn }: Place): Location => ({
  physicalLocation: {
    artifactLocation: artifactOf(file),
    region: { startLine: line, startColumn: column, endLine, endColumn },
  },
});

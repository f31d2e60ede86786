/** How values are written in a file: `settings`: bare or quoted; `source`: quoted, what is bare is code; `markup`: between tags or quoted. */
export type Writing = 'settings' | 'source' | 'markup';

const settings =
  /(?:^|\/)(?:\.env[\w.-]*|\.?[\w-]*rc|Dockerfile|Containerfile|[^./]+)$|\.(?:env|ya?ml|jsonc?|json5|ini|conf|cfg|cnf|config|properties|props|toml|tf|tfvars|hcl|sh|bash|zsh|ksh|profile|service|credentials|params|settings)$/i;
const source = /\.(?:[cm]?[jt]s|[jt]sx|py|rb|php|pl|pm|go|java|kts?|cs|scala|rs|swift|groovy|gradle|lua|ps1|vb|exs?|clj|dart|r)$/i;
const markup = /\.(?:xml|plist|xsd|pom|csproj|nuspec|resx|wsdl)$/i;

/** Digests and versions of others' packages, what a tool made of a source, declarations without values. */
const never =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|composer\.lock|Pipfile\.lock|[\w.-]+\.lock|go\.sum|[\w.-]*checksums?[\w.-]*|RECORD|MANIFEST)$|\.(?:min\.js|d\.[cm]?ts|schema\.json|js\.map)$/i;

/** How a file of this path is to be read for values under telling names; undefined: not at all (prose, pages, data). */
export function writingOf(path: string): Writing | undefined {
  if (never.test(path)) return undefined;
  if (source.test(path)) return 'source';
  if (markup.test(path)) return 'markup';
  return settings.test(path) ? 'settings' : undefined;
}

/** What every telling name holds, in the spellings of variables, keys and constants: what a fast search looks for. */
export const namePieces: readonly string[] = [
  ...['sswo', 'SSWO', 'sswd', 'SSWD', 'ssph', 'SSPH', 'ecret', 'ECRET', 'oken', 'OKEN'],
  ...['pi_key', 'PI_KEY', 'pikey', 'PIKEY', 'piKey', 'PIKey', 'pi-key', 'pi-Key'],
  ...['cryption_key', 'CRYPTION_KEY', 'cryptionKey', 'igning_key', 'IGNING_KEY', 'igningKey'],
];

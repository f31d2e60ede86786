import type { YamlNode } from './node.ts';

/** `~`, `null`, or nothing at all. */
export const isNull = (node: YamlNode | undefined): boolean =>
  node === undefined ||
  (node.kind === 'scalar' && node.text.length <= 4 && node.style === 'plain' && /^(|~|null|Null|NULL)$/.test(node.text));

/** The text of a scalar, whatever its type; undefined for null and for collections. */
export const asText = (node: YamlNode | undefined): string | undefined =>
  node?.kind === 'scalar' && !isNull(node) ? node.text : undefined;

/**
 * A boolean as Kubernetes (YAML 1.1, sigs.k8s.io/yaml) and Compose (compose-go's cast) read it: true, yes, on, y and
 * their opposites. A quoted one counts only with `quoted`, as Compose does.
 */
export function asBoolean(node: YamlNode | undefined, quoted = false): boolean | undefined {
  if (node?.kind !== 'scalar' || node.text.length > 5 || (node.style !== 'plain' && !quoted)) return undefined;
  if (/^(true|True|TRUE|yes|Yes|YES|on|On|ON|y|Y)$/.test(node.text)) return true;
  if (/^(false|False|FALSE|no|No|NO|off|Off|OFF|n|N)$/.test(node.text)) return false;
  return undefined;
}

/** An integer in decimal, hexadecimal, or octal (0644 as in YAML 1.1, 0o644 as in 1.2). */
export function asInteger(node: YamlNode | undefined, quoted = false): number | undefined {
  if (node?.kind !== 'scalar' || (node.style !== 'plain' && !quoted) || !/^_*[-+\d]/.test(node.text)) return undefined;
  const match = /^([-+]?)(?:0x([0-9a-fA-F]+)|0o?([0-7]+)|(0|[1-9][0-9]*))$/.exec(node.text.replaceAll('_', ''));
  if (match === null) return undefined;
  const [, sign, hex, octal, decimal] = match;
  const size = hex ? Number.parseInt(hex, 16) : octal ? Number.parseInt(octal, 8) : Number(decimal);
  return sign === '-' ? -size : size;
}

/**
 * A capability in the model's spelling: CAP_NET_RAW for net_raw, NET_RAW and CAP_NET_RAW; ALL stays. Undefined: no name at all.
 * Source: moby 29 daemon/pkg/oci/caps/utils.go NormalizeLegacyCapabilities; it refuses CAP_ALL, which is read as ALL here.
 */
export function capabilityName(text: string): string | undefined {
  const name = text.trim().toUpperCase().replace(/^CAP_/, '');
  if (!/^[A-Z][A-Z_]*$/.test(name)) return undefined;
  return name === 'ALL' ? name : `CAP_${name}`;
}

import { allCapabilities } from '../../facts/capabilities.ts';

/**
 * A capability in the model's spelling: CAP_NET_RAW for net_raw, NET_RAW and CAP_NET_RAW; ALL stays. Undefined: Linux has none of this name,
 * and both engines refuse to create the container (Podman: containers/common pkg/capabilities NormalizeCapabilities).
 * Source: moby 29 daemon/pkg/oci/caps/utils.go NormalizeLegacyCapabilities; it refuses CAP_ALL, which is read as ALL here.
 */
export function capabilityName(text: string): string | undefined {
  const name = text.trim().toUpperCase().replace(/^CAP_/, '');
  if (name === 'ALL') return name;
  return allCapabilities.includes(`CAP_${name}`) ? `CAP_${name}` : undefined;
}

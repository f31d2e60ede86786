/** Kubernetes 1.x: the minor version alone. */
export type Minor = number;

/** The first version whose policy is known here; Pod Security admission itself came with 1.22. */
export const firstMinor: Minor = 20;

/** The newest version in which a check is known to have changed: kubernetes/pod-security-admission at 8f84a87c (July 2026). */
export const latestMinor: Minor = 37;

export const knownKubernetesVersions = `1.${firstMinor} to 1.${latestMinor}, or latest`;

/** "1.25", "v1.25", "1.25.3" or "latest" → 25. Undefined: none that is known here. */
export function parseKubernetesVersion(text: string): Minor | undefined {
  if (text === 'latest') return latestMinor;
  const minor = Number(/^v?1\.(\d{1,3})(?:\.\d{1,4})?$/.exec(text)?.[1] ?? Number.NaN);
  return minor >= firstMinor && minor <= latestMinor ? minor : undefined;
}

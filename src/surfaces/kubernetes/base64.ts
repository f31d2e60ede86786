/** The API keeps no object larger than this (etcd's limit of 1.5 MiB; ConfigMap and Secret have 1 MiB, core/v1 types.go MaxSecretSize). */
const longest = 1_500_000;

/** The text behind the base64 of a Secret's `data`. Undefined: it is none, or what it hides is no text. */
export function decodeBase64(encoded: string): string | undefined {
  const compact = encoded.replace(/\s+/g, '');
  if (compact.length > longest || !/^[A-Za-z0-9+/]*={0,2}$/.test(compact)) return undefined;
  try {
    const bytes = Uint8Array.from(atob(compact), (char) => char.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

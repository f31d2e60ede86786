/** A secret that a container is given as a file. */
export interface SecretRequest {
  /** The file's name below /run/secrets. */
  readonly name: string;
  readonly from: SecretSource;
}

export type SecretSource =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'env'; readonly variable: string }
  | VaultSource;

/** One key of a secret of the key-value engine, version 2, of Vault or OpenBao. */
export interface VaultSource {
  readonly kind: 'vault';
  readonly mount: string;
  readonly path: readonly string[];
  readonly key: string;
}

/** Where a secret lies inside the container. */
export const placeOf = ({ name }: SecretRequest): string => `/run/secrets/${name}`;

/** NAME=file:PATH, NAME=env:VARIABLE or NAME=vault:MOUNT/PATH#KEY. `because`: what is wrong, fit to print. */
export function secretRequest(text: string): SecretRequest | { readonly because: string } {
  const [, name = '', kind = '', rest = ''] = /^([^=:]{0,200})=([a-z]{1,20}):(.*)$/s.exec(text) ?? [];
  if (kind === '') return { because: '--secret is NAME=file:PATH, NAME=env:VARIABLE or NAME=vault:MOUNT/PATH#KEY' };
  if (!/^\w[\w.-]{0,99}$/.test(name)) return { because: '--secret has a name that is no file name: letters, digits, _, . and - are' };
  const from = sourceOf(kind, rest);
  return 'because' in from ? { because: `--secret ${name}: ${from.because}` } : { name, from };
}

function sourceOf(kind: string, rest: string): SecretSource | { readonly because: string } {
  if (rest === '') return { because: `nothing stands behind ${kind}:` };
  if (kind === 'file') return { kind, path: rest };
  if (kind === 'env')
    return /^[A-Za-z_]\w*$/.test(rest) ? { kind, variable: rest } : { because: 'what stands behind env: is no name of a variable' };
  return kind === 'vault' ? vaultSource(rest) : { because: `${kind}: is no source of secrets; file:, env: and vault: are` };
}

/** A slash inside the name of a mount is written %2F. */
function vaultSource(text: string): VaultSource | { readonly because: string } {
  const hash = text.lastIndexOf('#');
  const [mount = '', ...path] = text.slice(0, Math.max(hash, 0)).split('/');
  const key = text.slice(hash + 1);
  const whole = mount.replaceAll(/%2f/gi, '/');
  // An address is shortened by these, and so would lead elsewhere.
  if (hash < 0 || key === '' || path.length === 0 || [...whole.split('/'), ...path].some((part) => /^\.{0,2}$/.test(part)))
    return { because: 'what stands behind vault: is not MOUNT/PATH#KEY' };
  return { kind: 'vault', mount: whole, path, key };
}

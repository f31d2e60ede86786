import type { SecretKind } from './kind.ts';

/** A file in which programs keep a login, by its name. */
export interface CredentialFile {
  readonly what: string;
  /** Of its path, without a slash before it. */
  readonly path: RegExp;
  /** Where a secret stands in it: the first group. Bounded, so linear. */
  readonly value: RegExp;
  readonly kind: SecretKind;
  /** A value that only stands for the secret. */
  readonly not?: RegExp;
  /** It is the hash of a password: who has it can try as many as he likes. */
  readonly hashed?: true;
  readonly source: string;
}

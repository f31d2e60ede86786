import { baseName } from './host-path.ts';

/** Files and folders that hold credentials by convention, each with what it holds. Sources: the documentation of each tool of its own files. */
const named: readonly (readonly [RegExp, string])[] = [
  [/^\.env(?:\.(?!example|sample|template|dist|defaults?|test|tpl|ci$)[\w.-]+)?$/, 'the variables of an environment'],
  [/^id_(?:rsa|dsa|ecdsa|ecdsa_sk|ed25519|ed25519_sk)$/, 'an SSH key'],
  [/^\.ssh$/, 'SSH keys'],
  [/^\.npmrc$/, 'the token of an npm registry'],
  [/^[._]netrc$/, 'passwords'],
  [/^\.pypirc$/, 'the token of a Python registry'],
  [/^\.git-credentials$/, 'passwords'],
  [/^\.dockercfg$|^\.dockerconfigjson$/, 'the credentials of a registry'],
  [/^\.aws$/, 'AWS credentials'],
  [/^\.htpasswd$/, 'passwords'],
  [/^\.pgpass$/, 'passwords'],
  [/^\.vault-token$/, 'a token of HashiCorp Vault'],
  [/^kubeconfig(?:\.ya?ml)?$/, 'the credentials of a cluster'],
  [/^terraform\.tfstate$/, 'the state of Terraform, with its secrets'],
  [/^(?:service[-_]?account|gcp|google)[\w-]{0,40}(?:key|credentials?)[\w-]{0,20}\.json$/, 'the key of a Google service account'],
  [/^(?:.{0,80}[-_.])?(?:privkey|private[-_.]?key)\.(?:pem|key|der)$/, 'a private key'],
  [/^(?:server|private|tls|ssl|client|localhost|host|nginx|domain|ca|root-?ca)(?:[-_.]key)?\.key$/, 'a private key'],
  [/^[\w.-]{1,80}\.(?:p12|pfx)$/, 'a private key'],
];

/** Ends of paths whose base name alone says too little. */
const ends: readonly (readonly [string, string])[] = [
  ['.aws/credentials', 'AWS credentials'],
  ['.docker/config.json', 'the credentials of a registry'],
  ['.kube/config', 'the credentials of a cluster'],
  ['.config/gcloud', 'Google Cloud credentials'],
];

/** What a file of this path holds when it is what its name says; undefined: its name tells of no secret. */
export function secretFile(path: string): string | undefined {
  const trimmed = path.length > 1_000 ? path.slice(-1_000) : path.replace(/\/{1,64}$/, '');
  const end = ends.find(([tail]) => trimmed === tail || trimmed.endsWith(`/${tail}`));
  if (end !== undefined) return end[1];
  const base = baseName(trimmed);
  return named.find(([pattern]) => pattern.test(base))?.[1];
}

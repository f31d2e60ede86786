import type { CredentialFile } from './credential-file.ts';
import { moreCredentialFiles } from './more-credential-files.ts';
import { secretInSettings } from './settings.ts';
import { strengthOf } from './value.ts';

const credentialFiles: readonly CredentialFile[] = [
  ...moreCredentialFiles,
  {
    what: 'a login of .netrc',
    path: /(?:^|\/)[._]netrc$/,
    value: /(?:^|\s)password[ \t\n]{1,20}(\S{1,500})/g,
    kind: 'password',
    source: 'GNU inetutils 2.5 manual, "The .netrc file"',
  },
  {
    what: "a registry's login",
    path: /(?:^|\/)(?:\.docker\/config\.json|\.dockercfg|\.dockerconfigjson|containers\/auth\.json)$/,
    value: /"(?:auth|identitytoken|registrytoken|password)"\s{0,20}:\s{0,20}"([^"\n]{4,8000})"/g,
    kind: 'password',
    source: 'docker/cli 28 cli/config/types/authconfig.go; containers-auth.json(5)',
  },
  {
    what: "npm's login",
    path: /(?:^|\/)\.?npmrc$/,
    value: /(?:^|[:\s])(?:_authToken|_auth|_password)[ \t]{0,20}=[ \t]{0,20}"?([^\s"]{4,2000})/g,
    kind: 'token',
    source: 'docs.npmjs.com, npmrc: auth related configuration',
  },
  {
    what: "Yarn's login",
    path: /(?:^|\/)\.yarnrc\.yml$/,
    value: /npmAuth(?:Token|Ident):[ \t]{0,20}["']?([^\s"']{4,2000})/g,
    kind: 'token',
    source: 'yarnpkg.com, yarnrc: npmAuthToken',
  },
  {
    what: "PyPI's login",
    path: /(?:^|\/)\.pypirc$/,
    value: /^[ \t]{0,20}password[ \t]{0,20}[:=][ \t]{0,20}(\S{1,2000})/gm,
    kind: 'password',
    source: 'packaging.python.org, specifications/pypirc',
  },
  {
    what: 'a key of AWS',
    path: /(?:^|\/)\.aws\/(?:credentials|config)$/,
    value: /aws_(?:secret_access_key|session_token)[ \t]{0,20}=[ \t]{0,20}(\S{8,4000})/gi,
    kind: 'token',
    not: /EXAMPLE/,
    source: 'docs.aws.amazon.com, CLI: configuration and credential file settings',
  },
  {
    what: "Git's login",
    path: /(?:^|\/)\.?git[-/]credentials$/,
    value: /:\/\/[^:/\s@]{1,300}:([^@\s/]{1,1000})@/g,
    kind: 'password',
    source: 'git 2.47 git-credential-store(1), "STORAGE FORMAT"',
  },
  {
    what: "a cluster's login",
    path: /(?:^|\/)(?:\.kube\/config|kubeconfig|kubernetes\/[\w.-]{1,60}\.conf)$|\.kubeconfig$/,
    value: /^[ \t-]{0,40}(?:client-key-data|token|password):[ \t]{0,20}["']?([^\s"']{4,20000})/gm,
    kind: 'token',
    source: 'kubernetes 1.32 client-go tools/clientcmd/api/v1/types.go, AuthInfo',
  },
  {
    what: "PostgreSQL's login",
    path: /(?:^|\/)\.pgpass$/,
    value: /^(?!#)(?:(?:[^:\\\n]|\\.){0,300}:){4}([^\n]{1,500})$/gm,
    kind: 'password',
    source: 'PostgreSQL 17, "The Password File"',
  },
  {
    what: "MySQL's login",
    path: /(?:^|\/)\.my\.cnf$/,
    value: /^[ \t]{0,20}password[ \t]{0,20}=[ \t]{0,20}["']?([^\s"']{1,500})/gm,
    kind: 'password',
    source: 'MySQL 8.4, "End-User Guidelines for Password Security"',
  },
  {
    what: "GitHub's login",
    path: /(?:^|\/)gh\/hosts\.yml$/,
    value: /oauth_token:[ \t]{0,20}(\S{8,500})/g,
    kind: 'token',
    source: 'cli/cli 2.63 internal/config',
  },
  {
    what: "Google Cloud's login",
    path: /(?:^|\/)(?:application_default_credentials\.json|gcloud\/legacy_credentials\/[^/]{1,200}\/adc\.json)$/,
    value: /"(?:refresh_token|client_secret)"\s{0,20}:\s{0,20}"([^"\n]{8,2000})"/g,
    kind: 'token',
    source: 'cloud.google.com, How Application Default Credentials works',
  },
  {
    what: "Vault's token",
    path: /(?:^|\/)\.vault-token$/,
    value: /^\s{0,20}(\S{8,500})\s{0,20}$/g,
    kind: 'token',
    source: 'developer.hashicorp.com, vault login: token helper',
  },
  {
    what: "Terraform's login",
    path: /(?:^|\/)credentials\.tfrc\.json$/,
    value: /"token"\s{0,20}:\s{0,20}"([^"\n]{8,2000})"/g,
    kind: 'token',
    source: 'developer.hashicorp.com, terraform login',
  },
  {
    what: "Cargo's login",
    path: /(?:^|\/)\.cargo\/credentials(?:\.toml)?$/,
    value: /^[ \t]{0,20}(?:secret-key|token)[ \t]{0,20}=[ \t]{0,20}["']([^"'\n]{8,2000})["']/gm,
    kind: 'token',
    source: 'doc.rust-lang.org/cargo 1.83, Configuration: credentials',
  },
  {
    what: "RubyGems' login",
    path: /(?:^|\/)\.gem\/credentials$/,
    value: /^:[\w-]{1,60}:[ \t]{0,20}(\S{8,500})/gm,
    kind: 'token',
    source: 'guides.rubygems.org, API key scopes',
  },
  {
    what: "a Maven server's password",
    path: /(?:^|\/)\.m2\/settings\.xml$/,
    value: /<(?:password|passphrase)>([^<{$][^<]{0,500})<\/(?:password|passphrase)>/g,
    kind: 'password',
    source: 'maven.apache.org, Settings Reference: Servers',
  },
  {
    what: "the hash of a user's password",
    path: /^etc\/shadow-?$/,
    value: /^[^:\n]{1,64}:(\$[0-9a-z]{1,3}\$[^:\n]{8,500}):/gm,
    kind: 'password',
    hashed: true,
    source: 'shadow(5), crypt(5) of libxcrypt 4.4',
  },
];

/** Settings that are read into an environment. */
const environmentFile = /(?:^|\/)\.env(?:\.(?!example|sample|template|dist)[\w-]{1,40}){0,2}$/;

export interface FoundCredential {
  /** UTF-16 offset. */
  readonly start: number;
  /** For concealing, never for printing. */
  readonly text: string;
  readonly what: string;
  readonly certainty: 'certain' | 'weak' | 'hash';
}

/** Is what a file of this path holds worth reading for its name alone? */
export function isCredentialFile(path: string): boolean {
  paths ??= joined([environmentFile, ...credentialFiles.map((one) => one.path)]);
  return paths.some((one) => one.test(path));
}

/** It is asked of every file: one expression in place of thirty takes a fourth of the time. */
let paths: readonly RegExp[] | undefined;

const joined = (all: readonly RegExp[]): RegExp[] =>
  [...new Set(all.map(({ flags }) => flags))].map((flags) => {
    const alike = all.filter((one) => one.flags === flags);
    return new RegExp(alike.map(({ source }) => `(?:${source})`).join('|'), flags);
  });

/** Every login in a file of this path. Longer texts than 1 MiB are none. */
export function credentialsIn(path: string, text: string): FoundCredential[] {
  if (environmentFile.test(path)) return inEnvironment(text);
  return credentialFiles
    .filter((one) => one.path.test(path))
    .flatMap(({ what, value, kind, not, hashed }) =>
      [...text.matchAll(value)].flatMap((match): FoundCredential[] => {
        const secret = match[1] ?? '';
        const start = match.index + match[0].lastIndexOf(secret);
        if (hashed === true) return [{ start, text: secret, what, certainty: 'hash' }];
        const strength = not?.test(secret) === true ? undefined : strengthOf(kind, secret);
        return strength === undefined ? [] : [{ start, text: secret, what, certainty: strength === 'weak' ? 'weak' : 'certain' }];
      }),
    );
}

function inEnvironment(text: string): FoundCredential[] {
  let at = 0;
  return text.split('\n', 5000).flatMap((line): FoundCredential[] => {
    const start = at;
    at += line.length + 1;
    const found = line.length > 5000 ? undefined : secretInSettings('.env', line);
    if (found === undefined) return [];
    const value = line.slice(line.search(/[:=]/) + 1).trim();
    const what = found.name === '' ? found.what : `${found.what} under the name ${found.name}`;
    return [{ start, text: value, what, certainty: found.certainty === 'weak' ? 'weak' : 'certain' }];
  });
}

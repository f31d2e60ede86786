import { type Case, cases } from './case.ts';
import { compose, dockerfile, kubernetes, podman, standards } from './sources.ts';
import { pod, quadlet, service } from './texts.ts';

const byName = 'Tools that look at words in the name report it';
const nothing = `${standards.secrets}: clear text secrets; this value opens nothing`;
const env = (name: string, value: string): string => service(`environment: {${name}: "${value}"}`);

/** Names that sound like a secret, with what they hold in practice. */
const harmless = (
  [
    ['TOKENIZERS_PARALLELISM', 'true'],
    ['PASSWORD_POLICY', 'strong'],
    ['PASSWORD_MIN_LENGTH', '12'],
    ['PASSWORD_PROMPT_STRING', 'Enter your passphrase', 'moby/buildkit#5775'],
    ['KMS_KEY_ALIAS', 'alias/backups', 'moby/buildkit#5775'],
    ['CREDENTIAL_MANAGER', 'wincred', 'moby/buildkit#5775'],
    ['REQUIRE_MFA_AUTH', 'true', 'moby/buildkit#5775'],
    ['AUTH_MODULE_VERSION', '1.2.3', 'moby/buildkit#5504'],
    ['GOPASS_VERSION', '1.8.5', 'Checkmarx/kics#3763'],
    ['JENKINS_USERNAME', 'jenkins', 'jenkins-infra/pipeline-library#1038'],
    ['AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE', 'moby/buildkit#5775'],
    [
      'SSH_PUBLIC_KEY',
      'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB4vHq0m8e0pX2r6c1yJ5uQ9wT7zK3nL8sD4fG1hA2bC me@example.com',
      'moby/buildkit#5403',
    ],
    ['TOKEN_ENDPOINT', 'https://sso.example.com/token'],
    ['SECRET_NAME', 'prod/db'],
    ['DB_PASSWORD', '{{ db_password }}', 'Checkmarx/kics#7512'],
    ['DB_PASSWORD', '<your password>'],
    ['DB_PASSWORD', '$(DB_PASSWORD_FROM_ABOVE)', 'Checkmarx/kics#7512'],
  ] as const
).flatMap(([name, value, thread]) =>
  cases({ control: 'secret-in-environment', source: nothing, disputed: byName }, [
    { name: `${name}: ${value.slice(0, 30)}`, text: env(name, value), outcome: 'held', ...(thread === undefined ? {} : { thread }) },
  ]),
);

const environment = cases({ control: 'secret-in-environment', source: standards.secrets }, [
  {
    way: 'kubernetes',
    name: 'where a mounted secret lies',
    text: pod('env: [{name: METALLB_ML_SECRET_KEY_PATH, value: /etc/ml_secret_key}]'),
    outcome: 'held',
    source: nothing,
    disputed: byName,
    thread: 'kubescape/regolibrary#697',
  },
  {
    way: 'kubernetes',
    name: 'a reference to a Secret',
    text: pod('env: [{name: DB_PASSWORD, valueFrom: {secretKeyRef: {name: db, key: password}}}]'),
    outcome: 'held',
    source: `${kubernetes.container}.env.valueFrom: the value is not in the manifest`,
    disputed: 'checkov CKV_K8S_35 and CIS 5.4.1 prefer a file; that is advice on the program, and no secret stands in this text',
  },
  {
    name: 'changeme',
    text: env('DB_PASSWORD', 'changeme'),
    outcome: 'broken',
    source: 'the engine hands the value on as it stands: changeme is then the password, and the first one that is tried',
    disputed: 'Tools that pass over placeholders say nothing',
  },
  {
    name: 'the fallback of a variable',
    text: env('DB_PASSWORD', '${DB_PASSWORD:-correct-horse-7}'),
    outcome: 'broken',
    source: `${compose.interpolation}: the default counts where nobody sets the variable`,
    disputed: 'Tools that pass over everything with a variable in it miss it',
  },
  {
    name: 'a variable that must be set',
    text: env('DB_PASSWORD', '${DB_PASSWORD:?set it}'),
    outcome: 'held',
    source: compose.interpolation,
  },
  {
    name: 'handed on from the shell',
    text: service('environment: [DB_PASSWORD]'),
    outcome: 'held',
    source: `${compose.services}, environment: without a value it comes from the shell`,
    disputed: byName,
  },
  {
    name: 'a password in an address',
    text: env('DATABASE_URL', 'postgres://web:correct-horse-7@db/web'),
    outcome: 'broken',
    disputed: 'Tools that look at the name alone miss it',
  },
  { name: 'an address without one', text: env('DATABASE_URL', 'postgres://web@db/web'), outcome: 'held' },
  {
    way: 'docker',
    name: '-e NAME alone',
    text: '-e DB_PASSWORD example.com/a:1',
    outcome: 'held',
    source: 'docker/cli v28.0.0 docs/reference/commandline/container_run.md, --env: without = the value comes from the shell',
    disputed: byName,
  },
  {
    way: 'quadlet',
    name: 'a secret of Podman',
    text: quadlet('Secret=db,type=env,target=DB_PASSWORD'),
    outcome: 'held',
    source: `${podman.unit}, Secret: the value is in the secret store`,
    disputed: byName,
  },
  { way: 'quadlet', name: 'written out', text: quadlet('Environment=DB_PASSWORD=correct-horse-7'), outcome: 'broken' },
]);

const build = cases(
  { control: 'secret-in-build', way: 'containerfile', source: `${dockerfile}, ARG and ENV; build check SecretsUsedInArgOrEnv` },
  [
    {
      name: 'a key that everybody may have',
      text: 'FROM scratch\nARG PUBLIC_KEY=ssh-ed25519-AAAAC3NzaC1lZDI1NTE5\n',
      outcome: 'held',
      source: nothing,
      disputed: byName,
      thread: 'moby/buildkit#5403',
    },
    {
      name: 'where a secret lies at run time',
      text: 'FROM scratch\nENV SESSION_SECRET_FILE=/run/secrets/session\n',
      outcome: 'held',
      source: nothing,
      disputed: byName,
      thread: 'moby/buildkit#6501',
    },
    {
      name: 'a compiler',
      text: 'FROM scratch\nENV CC=/usr/bin/clang\n',
      outcome: 'held',
      source: nothing,
      disputed: 'A tool finds CC in ACCESS_KEY',
      thread: 'gbrindisi/dockerfile-security#5',
    },
    {
      name: 'a private key that is copied with an owner',
      text: 'FROM scratch\nCOPY --chown=app:app --chmod=0400 id_rsa /home/app/.ssh/id_rsa\n',
      outcome: 'broken',
      source: `${dockerfile}, COPY: what is copied is a layer of the image`,
    },
    {
      name: 'the keys of known hosts',
      text: 'FROM scratch\nCOPY known_hosts /etc/ssh/ssh_known_hosts\n',
      outcome: 'held',
      source: 'sshd(8), known_hosts: public keys',
      disputed: 'Tools that look for ssh in the path report it',
    },
    {
      name: 'an example of settings',
      text: 'FROM scratch\nCOPY .env.example /app/.env.example\n',
      outcome: 'held',
      source: nothing,
      disputed: 'Tools that look for .env report it',
    },
    {
      name: 'the settings themselves',
      text: 'FROM scratch\nCOPY .env /app/.env\n',
      outcome: 'broken',
      source: `${dockerfile}, COPY: what is copied is a layer of the image`,
    },
  ],
);

const environmentOfImage = cases({ control: 'secret-in-environment', way: 'containerfile', source: `${dockerfile}, ENV` }, [
  {
    name: 'the older form with a space',
    text: 'FROM scratch\nENV DB_PASSWORD correct-horse-7\n',
    outcome: 'broken',
    disputed: 'Tools that look for = miss it',
    thread: 'Checkmarx/kics#7503',
  },
  {
    name: 'in a stage that is thrown away',
    text: 'FROM scratch AS build\nENV DB_PASSWORD=correct-horse-7\nFROM scratch\n',
    outcome: 'held',
    source: `${dockerfile}, FROM: each stage begins anew`,
  },
]);

const args = cases({ control: 'secret-in-arguments', source: 'proc(5) /proc/pid/cmdline: everybody may read it' }, [
  { name: 'a password', text: service('command: ["/run", "--password=correct-horse-7"]'), outcome: 'broken' },
  {
    name: 'where the password lies',
    text: service('command: ["/run", "--password-file=/run/secrets/db"]'),
    outcome: 'held',
    source: nothing,
    disputed: byName,
  },
  {
    name: 'a policy for passwords',
    text: service('command: ["/run", "--password-min-length=12"]'),
    outcome: 'held',
    source: nothing,
    disputed: byName,
  },
]);

const manifest = cases(
  {
    control: 'secret-in-manifest',
    way: 'kubernetes',
    source: `${standards.secrets}; Kubernetes documentation, concepts/configuration/secret`,
  },
  [
    {
      name: 'the name of a Secret in an Ingress',
      text: 'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i}\nspec: {tls: [{hosts: [a.example.com], secretName: a-example-com-tls}]}\n',
      outcome: 'inapplicable',
      source: 'kubernetes/api v0.37 networking/v1/types.go IngressTLS.secretName: the name of a Secret',
      disputed: 'A tool that measures randomness takes the name for a secret',
      thread: 'bridgecrewio/checkov#4815',
    },
    {
      name: 'the key of an external secret',
      text: 'apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: e}\nspec: {data: [{secretKey: db-password, remoteRef: {key: prod/db, property: password}}]}\n',
      outcome: 'inapplicable',
      source: 'external-secrets documentation, ExternalSecret: secretKey names a key, the value stays in the store',
      disputed: 'A tool that measures randomness takes the name for a secret',
      thread: 'devantler-tech/platform#2892',
    },
    {
      name: 'a password in a ConfigMap',
      text: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\ndata: {DB_PASSWORD: correct-horse-7}\n',
      outcome: 'broken',
    },
    {
      name: 'a Secret with its value',
      text: 'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {password: correct-horse-7}\n',
      outcome: 'broken',
      disputed: 'Some take base64 or the kind Secret for protection; in a file of the project it is clear text',
    },
    {
      name: 'a Secret that a template fills in',
      text: 'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {password: "${DB_PASSWORD}"}\n',
      outcome: 'inapplicable',
      source: nothing,
      disputed: byName,
    },
  ],
);

export const table: readonly Case[] = [...harmless, ...environment, ...build, ...environmentOfImage, ...args, ...manifest];

import { type Case, cases } from './case.ts';
import { compose, docker, dockerfile, kubernetes, standards } from './sources.ts';
import { digest, image, pod, service } from './texts.ts';

const published = cases({ control: 'published-address', source: `${docker.ports}: without an address it is every address of the host` }, [
  { name: 'none', text: service(''), outcome: 'held' },
  { name: 'on every address', text: service('ports: ["5432:5432"]'), outcome: 'broken' },
  { name: 'on loopback', text: service('ports: ["127.0.0.1:5432:5432"]'), outcome: 'held' },
  { name: 'on loopback, version 6', text: service('ports: ["[::1]:5432:5432"]'), outcome: 'held' },
  { name: '0.0.0.0 in words', text: service('ports: ["0.0.0.0:5432:5432"]'), outcome: 'broken' },
  {
    name: 'long form on loopback',
    text: service('ports: [{target: 5432, published: "5432", host_ip: 127.0.0.1}]'),
    outcome: 'held',
    source: compose.services,
  },
  { name: 'expose publishes nothing', text: service('expose: ["5432"]'), outcome: 'held', source: compose.services },
  { way: 'docker', name: '-p', text: '-p 5432:5432 example.com/a:1', outcome: 'broken', source: docker.options },
  { way: 'docker', name: '-p on loopback', text: '-p 127.0.0.1:5432:5432 example.com/a:1', outcome: 'held', source: docker.options },
]);

const hostPort = cases({ control: 'host-port', source: `${kubernetes.port}.hostPort; ${standards.pss}, host ports` }, [
  {
    way: 'kubernetes',
    name: 'containerPort alone opens nothing',
    text: pod('ports: [{containerPort: 80}]'),
    outcome: 'held',
    source: `${kubernetes.container}.ports: not the list decides which ports are reached`,
  },
  { way: 'kubernetes', name: 'hostPort', text: pod('ports: [{containerPort: 80, hostPort: 80}]'), outcome: 'broken' },
  {
    way: 'kubernetes',
    name: 'hostPort: 0 is none',
    text: pod('ports: [{containerPort: 80, hostPort: 0}]'),
    outcome: 'held',
    source: `${standards.pss}, host ports: 0 or undefined is allowed`,
  },
]);

const bridge = cases(
  {
    control: 'default-bridge',
    source: `${docker.bridge}: differences between user-defined bridges and the default bridge`,
  },
  [
    {
      name: 'a compose project has a network of its own',
      text: service(''),
      outcome: 'held',
      source: `${compose.networks}: the default network`,
    },
    { name: 'network_mode: bridge', text: service('network_mode: bridge'), outcome: 'broken', source: compose.services },
    { way: 'docker', name: 'nothing said', text: 'example.com/a:1', outcome: 'broken' },
    { way: 'docker', name: 'one of its own', text: '--network web example.com/a:1', outcome: 'held' },
    { way: 'docker', name: 'none', text: '--network none example.com/a:1', outcome: 'held' },
  ],
);

const environment = cases({ control: 'secret-in-environment', source: `${standards.secrets}; ${standards.cis}, 4.10` }, [
  { name: 'a password', text: service('environment: {DB_PASSWORD: correct-horse-7}'), outcome: 'broken' },
  { name: 'as a list', text: service('environment: ["DB_PASSWORD=correct-horse-7"]'), outcome: 'broken' },
  {
    name: 'the path of a secret',
    text: service('environment: {DB_PASSWORD_FILE: /run/secrets/db}'),
    outcome: 'held',
    source: 'Docker official images (docker-library/postgres docker-entrypoint.sh file_env): NAME_FILE names a file',
    disputed: 'Tools that look at the name alone report it',
  },
  { name: 'no secret at all', text: service('environment: {LOG_LEVEL: info}'), outcome: 'held' },
  {
    name: 'empty',
    text: service('environment: {DB_PASSWORD: ""}'),
    outcome: 'held',
    source: `${standards.secrets}: clear text secrets; an empty value opens nothing`,
    disputed: 'Tools that look at the name alone report it',
  },
  { way: 'kubernetes', name: 'a value', text: pod('env: [{name: DB_PASSWORD, value: correct-horse-7}]'), outcome: 'broken' },
  {
    way: 'kubernetes',
    name: 'a number that counts tokens',
    text: pod('env: [{name: MAX_TOKENS, value: "100"}]'),
    outcome: 'held',
    source: `${standards.secrets}: clear text secrets; a limit opens nothing`,
    disputed: 'Tools that look for "token" in the name report it',
  },
  {
    way: 'containerfile',
    name: 'ENV',
    text: 'FROM scratch\nENV DB_PASSWORD=correct-horse-7\n',
    outcome: 'broken',
    source: `${dockerfile}, ENV: the value stays in the image and in every container of it`,
  },
]);

const build = cases(
  {
    control: 'secret-in-build',
    way: 'containerfile',
    source: `${dockerfile}, ARG and ENV; build check SecretsUsedInArgOrEnv: they persist in the image`,
  },
  [
    { name: 'ARG with a value', text: 'FROM scratch\nARG API_TOKEN=correct-horse-7\n', outcome: 'broken' },
    {
      name: 'a mounted secret',
      text: 'FROM scratch\nRUN --mount=type=secret,id=t cat /run/secrets/t\n',
      outcome: 'held',
      source: `${dockerfile}, RUN --mount=type=secret`,
    },
    { name: 'a private key is copied', text: 'FROM scratch\nCOPY id_rsa /root/.ssh/id_rsa\n', outcome: 'broken' },
    {
      name: 'a public key is copied',
      text: 'FROM scratch\nCOPY id_rsa.pub /root/.ssh/authorized_keys\n',
      outcome: 'held',
      source: 'ssh-keygen(1): the .pub file is the public half',
    },
  ],
);

const token = cases(
  {
    control: 'service-account-token',
    way: 'kubernetes',
    source: `${kubernetes.spec}.automountServiceAccountToken; ${standards.cisKubernetes}, 5.1.6`,
  },
  [
    { name: 'mounted by default', text: pod(''), outcome: 'broken' },
    { name: 'not mounted', text: pod('', 'automountServiceAccountToken: false'), outcome: 'held' },
    { name: 'mounted in words', text: pod('', 'automountServiceAccountToken: true'), outcome: 'broken' },
    { name: 'of an account that the pod names', text: pod('', 'serviceAccountName: reader'), outcome: 'broken' },
  ],
);

const pinned = cases({ control: 'image-pinned', source: standards.tags }, [
  { name: 'latest', text: image('nginx:latest'), outcome: 'broken' },
  { name: 'no tag is latest', text: image('nginx'), outcome: 'broken', source: 'distribution/reference v0.6.0 normalize.go TagNameOnly' },
  { name: 'a digest', text: image(`nginx${digest}`), outcome: 'held' },
  {
    name: 'a tag and a digest: the digest decides',
    text: image(`nginx:latest${digest}`),
    outcome: 'held',
    source: 'distribution/reference v0.6.0 reference.go Canonical: a digest names the content',
    disputed: 'Tools that look at the tag report latest',
  },
  {
    name: 'a registry with a port and no tag',
    text: image('localhost:5000/a'),
    outcome: 'broken',
    source: 'distribution/reference v0.6.0 normalize.go splitDockerDomain: a colon before the first slash belongs to the host',
    disputed: 'Tools that look for any colon take the port for a tag',
  },
  { way: 'kubernetes', name: 'latest', text: pod('').replace('example.com/a:1', 'example.com/a:latest'), outcome: 'broken' },
  {
    way: 'containerfile',
    name: 'scratch is no image',
    text: 'FROM scratch\n',
    outcome: 'inapplicable',
    source: `${dockerfile}, FROM: scratch is no image`,
  },
  { way: 'containerfile', name: 'latest', text: 'FROM debian:latest\n', outcome: 'broken' },
  {
    way: 'containerfile',
    name: 'a stage is no image',
    text: `FROM debian${digest} AS latest\nFROM latest\n`,
    outcome: 'held',
    source: `${dockerfile}, FROM: an earlier stage may be named`,
    disputed: 'Tools that take every FROM for an image report an untagged one',
  },
]);

const remote = cases(
  {
    control: 'remote-add',
    way: 'containerfile',
    source: `${dockerfile}, ADD: a URL is downloaded and not checked unless --checksum says what it must be`,
  },
  [
    { name: 'a URL', text: 'FROM scratch\nADD https://example.com/a.bin /a\n', outcome: 'broken' },
    {
      name: 'with its checksum',
      text: `FROM scratch\nADD --checksum=sha256:${'a'.repeat(64)} https://example.com/a.bin /a\n`,
      outcome: 'held',
    },
    {
      name: 'a local archive',
      text: 'FROM scratch\nADD rootfs.tar /\n',
      outcome: 'held',
      source: `${dockerfile}, ADD: local archives are unpacked`,
      disputed: 'hadolint DL3020 asks for COPY; for an archive ADD is what unpacks it',
    },
  ],
);

const health = cases({ control: 'health-check', source: `${standards.cis}, 4.6 and 5.27` }, [
  { name: 'one', text: service('healthcheck: {test: ["CMD", "/healthy"]}'), outcome: 'held', source: compose.services },
  { name: 'turned off', text: service('healthcheck: {disable: true}'), outcome: 'broken', source: compose.services },
  { name: 'NONE', text: service('healthcheck: {test: ["NONE"]}'), outcome: 'broken', source: compose.services },
  {
    way: 'containerfile',
    name: 'one',
    text: 'FROM scratch\nHEALTHCHECK CMD ["/healthy"]\n',
    outcome: 'held',
    source: `${dockerfile}, HEALTHCHECK`,
  },
  {
    way: 'containerfile',
    name: 'NONE',
    text: 'FROM scratch\nHEALTHCHECK NONE\n',
    outcome: 'broken',
    source: `${dockerfile}, HEALTHCHECK`,
  },
]);

export const table: readonly Case[] = [
  ...published,
  ...hostPort,
  ...bridge,
  ...environment,
  ...build,
  ...token,
  ...pinned,
  ...remote,
  ...health,
];

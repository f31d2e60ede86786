import { type Case, cases } from './case.ts';
import { compose, docker, dockerfile, standards } from './sources.ts';
import { image, service } from './texts.ts';

const hardened = 'x-hardened: &hardened\n  security_opt: ["no-new-privileges:true"]\n  cap_drop: [ALL]\n  read_only: true\n';
const merged = (more = ''): string => `${hardened}services:\n  a:\n    <<: *hardened\n    image: example.com/a:1\n${more}`;
const built = (line = ''): string => `services:\n  a:\n    build: .\n${line === '' ? '' : `    ${line}\n`}`;
const anchors = 'Tools that do not resolve anchors and merge keys report what the anchor says';

const newPrivileges = cases({ control: 'no-new-privileges', source: compose.fragments }, [
  { name: 'through a merge key', text: merged(), outcome: 'held', disputed: anchors, thread: 'semgrep/semgrep#10368' },
  {
    name: 'through an alias of the list',
    text: 'x-opt: &opt ["no-new-privileges:true"]\nservices:\n  a: {image: "example.com/a:1", security_opt: *opt}\n',
    outcome: 'held',
    disputed: anchors,
    thread: 'semgrep/semgrep#10368',
  },
  {
    name: 'a list of its own takes the place of the merged one',
    text: merged('    security_opt: ["label=type:container_t"]\n'),
    outcome: 'broken',
    source: `${compose.fragments}; YAML merge key: a key of the mapping itself outweighs the merged one, lists are not joined`,
  },
  {
    name: 'extends a service of the same file',
    text: 'services:\n  base: {image: "example.com/a:1", security_opt: ["no-new-privileges:true"]}\n  a: {extends: {service: base}, image: "example.com/a:1"}\n',
    outcome: 'held',
    source: `${compose.services}, extends`,
    disputed: 'Tools that read each service alone report it',
  },
  {
    name: 'extends a service of another file',
    text: 'services:\n  a: {extends: {file: common.yaml, service: base}}\n',
    files: { 'common.yaml': 'services:\n  base: {image: "example.com/a:1", security_opt: ["no-new-privileges:true"]}\n' },
    outcome: 'held',
    source: `${compose.services}, extends`,
    disputed: 'Tools that read each file alone report it',
  },
]);

const readOnly = cases({ control: 'read-only-root', source: compose.fragments }, [
  { name: 'through a merge key', text: merged(), outcome: 'held', disputed: anchors, thread: 'semgrep/semgrep#10368' },
  { name: 'merged, then taken back', text: merged('    read_only: false\n'), outcome: 'broken' },
  {
    name: 'two merges: the first one counts',
    text: 'x-a: &a {read_only: true}\nx-b: &b {read_only: false}\nservices:\n  a:\n    <<: [*a, *b]\n    image: example.com/a:1\n',
    outcome: 'held',
    source: 'YAML merge key language-independent type: earlier mappings of the list outweigh later ones',
  },
]);

const privileged = cases({ control: 'privileged', source: `${compose.services}, extends` }, [
  {
    name: 'the extended service is privileged, this one says false',
    text: 'services:\n  a: {extends: {file: common.yaml, service: base}, privileged: false}\n',
    files: { 'common.yaml': 'services:\n  base: {image: "example.com/a:1", privileged: true}\n' },
    outcome: 'held',
  },
  {
    name: 'the extended service is privileged',
    text: 'services:\n  a: {extends: {file: common.yaml, service: base}}\n',
    files: { 'common.yaml': 'services:\n  base: {image: "example.com/a:1", privileged: true}\n' },
    outcome: 'broken',
    disputed: 'Tools that read each file alone miss it',
  },
  {
    name: 'a bare yes',
    text: service('privileged: yes'),
    outcome: 'broken',
    source: `${compose.booleans}: y, yes and on are true, with a warning`,
    disputed: 'Tools with a YAML 1.2 parser read a string and pass it over',
  },
  { name: 'false by default', text: service('privileged: ${PRIVILEGED:-false}'), outcome: 'held', source: compose.interpolation },
]);

const capabilities = cases({ control: 'dangerous-capabilities', source: `${compose.services}, extends: sequences are joined` }, [
  {
    name: 'added by the extended service',
    text: 'services:\n  a: {extends: {file: common.yaml, service: base}, cap_add: [CHOWN]}\n',
    files: { 'common.yaml': 'services:\n  base: {image: "example.com/a:1", cap_add: [SYS_ADMIN]}\n' },
    outcome: 'broken',
    disputed: 'Tools that read each file alone miss it',
  },
]);

const dropped = cases({ control: 'capabilities-dropped', source: compose.fragments }, [
  { name: 'through a merge key', text: merged(), outcome: 'held', disputed: anchors, thread: 'semgrep/semgrep#10368' },
]);

const user = cases({ control: 'non-root-user', source: `${compose.services}, user: overrides the USER of the image` }, [
  {
    name: 'of the Containerfile that it builds',
    text: built(),
    files: { Dockerfile: 'FROM scratch\nUSER 1000\n' },
    outcome: 'held',
    source: `${compose.services}, user: the default is that of the image; ${dockerfile}, USER`,
    disputed: 'Tools that ask for user: in the compose file report it; the image says it',
  },
  {
    name: 'root in spite of the image',
    text: built('user: "0"'),
    files: { Dockerfile: 'FROM scratch\nUSER 1000\n' },
    outcome: 'broken',
    disputed: 'Tools that look at the Containerfile alone call it held',
  },
  {
    name: 'in spite of root in the image',
    text: built('user: "1000"'),
    files: { Dockerfile: 'FROM scratch\nUSER root\n' },
    outcome: 'held',
  },
  {
    name: 'of the stage that it builds',
    text: 'services:\n  a:\n    build: {context: ., target: slim}\n',
    files: { Dockerfile: 'FROM scratch AS slim\nUSER 1000\nFROM scratch\n' },
    outcome: 'held',
    source: 'Compose specification, build.md, target',
    disputed: 'Tools that look at the last stage call it root',
  },
  {
    name: 'of a build argument that it sets',
    text: 'services:\n  a:\n    build: {context: ., args: {APP_UID: "0"}}\n',
    files: { Dockerfile: 'FROM scratch\nARG APP_UID=1000\nUSER $APP_UID\n' },
    outcome: 'broken',
    source: `Compose specification, build.md, args; ${dockerfile}, ARG`,
  },
  { name: 'ids with a default', text: service('user: "${UID:-1000}:${GID:-1000}"'), outcome: 'held', source: compose.interpolation },
  { name: 'an id that nobody set', text: service('user: "${APP_UID:?set it}"'), outcome: 'unknown', source: compose.interpolation },
]);

const ports = cases({ control: 'published-address', source: docker.ports }, [
  {
    name: 'loopback as the default of a variable',
    text: service('ports: ["${BIND:-127.0.0.1}:5432:5432"]'),
    outcome: 'held',
    source: compose.interpolation,
  },
  { name: 'loopback, any port of the host', text: service('ports: ["127.0.0.1::5432"]'), outcome: 'held' },
  { name: 'loopback, a range', text: service('ports: ["127.0.0.1:5432-5440:5432-5440"]'), outcome: 'held' },
  {
    name: 'a container port alone is published on a random one',
    text: service('ports: ["5432"]'),
    outcome: 'broken',
    source: `${compose.services}, ports: without a host port one is assigned`,
  },
  { name: 'every address of version 6', text: service('ports: ["[::]:5432:5432"]'), outcome: 'broken' },
  {
    name: 'the network of the host publishes nothing',
    text: service('network_mode: host\n    ports: ["5432:5432"]'),
    outcome: 'inapplicable',
    source: `${compose.services}, ports: not with network_mode: host`,
  },
]);

const mounts = cases({ control: 'host-system-mount', source: `${standards.cis}, 5.6` }, [
  {
    name: 'a named volume that is a bind mount',
    text: service('volumes: ["data:/data"]', 'volumes:\n  data: {driver_opts: {type: none, o: bind, device: /}}\n'),
    outcome: 'broken',
    source: 'Docker documentation, engine/storage/volumes: the local driver takes the options of mount(8), bind among them',
    disputed: 'Tools that pass over named volumes miss it',
  },
  {
    name: 'the time zone of the host',
    text: service('volumes: ["/etc/timezone:/etc/timezone:ro", "/usr/share/zoneinfo:/usr/share/zoneinfo:ro"]'),
    outcome: 'held',
    source: 'systemd localtime(5): time zones hold no secret',
    disputed: 'Tools that look for the prefixes /etc and /usr report it',
  },
  {
    name: 'the certificates that everybody trusts',
    text: service('volumes: ["/etc/ssl/certs:/etc/ssl/certs:ro"]'),
    outcome: 'held',
    source: 'update-ca-certificates(8): /etc/ssl/certs holds certificates, which are public',
    disputed: 'Tools that look for the prefix /etc report it',
  },
  {
    name: 'writable, they are the trust of the host',
    text: service('volumes: ["/etc/ssl/certs:/etc/ssl/certs"]'),
    outcome: 'broken',
    source: 'update-ca-certificates(8): programs of the host trust what lies there',
  },
  {
    name: 'the folder of a project below /var/lib',
    text: service('volumes: ["/var/lib/my-app:/data"]'),
    outcome: 'held',
    disputed: 'Tools that look for the prefix /var report it',
  },
]);

const socket = cases({ control: 'engine-socket', source: docker.socket }, [
  {
    name: 'as the default of a variable',
    text: service('volumes: ["${DOCKER_SOCK:-/var/run/docker.sock}:/var/run/docker.sock"]'),
    outcome: 'broken',
    source: compose.interpolation,
    disputed: 'Tools that compare the raw text miss it',
  },
  { name: 'of a rootless engine', text: service('volumes: ["/run/user/1000/docker.sock:/var/run/docker.sock"]'), outcome: 'broken' },
  {
    name: 'a path that only ends alike',
    text: service('volumes: ["./docs/docker.sock.md:/docs/docker.sock.md:ro"]'),
    outcome: 'held',
    disputed: 'Tools that look for docker.sock anywhere in the line report it',
  },
]);

const pinned = cases({ control: 'image-pinned', source: standards.tags }, [
  { name: 'latest as the default of a variable', text: image('nginx:${TAG:-latest}'), outcome: 'broken', source: compose.interpolation },
  { name: 'a tag that has to be set', text: image('nginx:${TAG:?}'), outcome: 'unknown', source: compose.interpolation },
]);

const limits = cases({ control: 'memory-limit', source: compose.services }, [
  { name: 'the default of a variable', text: service('mem_limit: ${MEM:-512m}'), outcome: 'held', source: compose.interpolation },
  {
    name: 'swap alone',
    text: service('memswap_limit: 1g'),
    outcome: 'broken',
    source: `${docker.hostConfig} Resources.MemorySwap: memory and swap, beside Memory`,
  },
  {
    name: 'through a merge key',
    text: 'x-l: &l {mem_limit: 512m}\nservices:\n  a:\n    <<: *l\n    image: example.com/a:1\n',
    outcome: 'held',
    source: compose.fragments,
    disputed: anchors,
  },
]);

export const table: readonly Case[] = [
  ...newPrivileges,
  ...readOnly,
  ...privileged,
  ...capabilities,
  ...dropped,
  ...user,
  ...ports,
  ...mounts,
  ...socket,
  ...pinned,
  ...limits,
];

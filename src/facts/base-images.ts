import { imageReference } from './image-reference.ts';

/** Which commands an image has to add a user with. */
export type Distribution = 'alpine' | 'debian' | 'redhat';

const hub = /^(?:(?:docker\.io|index\.docker\.io|registry-1\.docker\.io)\/)?(?:library\/)?/;

/** Name without Docker Hub's own prefixes, and tag; a digest alone says no version. */
function partsOf(reference: string): { readonly name: string; readonly tag: string | undefined } {
  const { name, tag, digest } = imageReference(reference.slice(0, 512));
  return { name: name.replace(hub, ''), tag: tag ?? (digest === undefined ? 'latest' : undefined) };
}

/**
 * Official images that are Debian's or Ubuntu's unless their tag says otherwise: each one's own README on Docker Hub and its Dockerfiles
 * (see official-images-table.ts for the repositories). Both bring the package passwd (useradd) in their smallest variants.
 */
const debian = new Set(
  (
    'debian ubuntu buildpack-deps python node golang ruby rust php perl erlang elixir nginx httpd redis postgres memcached haproxy tomcat ' +
    'maven gradle eclipse-temurin wordpress drupal joomla nextcloud rabbitmq mongo cassandra'
  ).split(' '),
);
const alsoDebian = /^mcr\.microsoft\.com\/dotnet\/(?:sdk|aspnet|runtime|runtime-deps)$/;

/** Official images that are Alpine whatever the tag. */
const alpine = new Set(['alpine', 'docker', 'caddy', 'registry']);

/**
 * Red Hat's and its rebuilds to version 9. Their packages make users by groupadd and useradd, so that these are in the image: systemd.spec of
 * version 7 (219) says Requires(pre): /usr/sbin/groupadd, and rpm makes users itself only since 4.19 (rpm.org, "Users and Groups"), which came
 * with version 10 and Fedora 39. The spec files of 8 and 9 were not read. Not the minimal ones (wildfly-container #187), nor Amazon's
 * (amazonlinux/container-images #83).
 */
const redhat = /^(?:centos|rockylinux|almalinux|registry\.access\.redhat\.com\/ubi([789])(?:\/ubi)?)$/;

/** Tags of another system, or of one without a shell. */
const other =
  /ubi|alma|oracle|amazon|corretto|al2|graal|liberica|openjdk|fedora|mariner|azurelinux|centos|distroless|chiseled|nanoserver|windows|ltsc|minimal|micro|otel/i;

/** The distribution of a well-known image, from its name and tag. Undefined: not known, and nothing should be run on a guess. */
export function distributionOf(reference: string): Distribution | undefined {
  const { name, tag } = partsOf(reference);
  const isDebian = debian.has(name) || alsoDebian.test(name);
  if (alpine.has(name)) return /windows|nanoserver/i.test(tag ?? '') ? undefined : 'alpine';
  if (isDebian && tag !== undefined && /(?:^|-)alpine/.test(tag)) return 'alpine';
  if (isDebian) return tag !== undefined && !other.test(tag) ? 'debian' : undefined;
  const version = redhat.exec(name)?.[1] ?? tag ?? '';
  return redhat.test(name) && /^[789](?:[.-]|$)/.test(version) && !/minimal|micro|slim/i.test(tag ?? '') ? 'redhat' : undefined;
}

/** Commands that make the group and the user `app` with this number. Sources: useradd(8) of shadow 4.13, `adduser --help` of busybox 1.36. */
export const addingUser: Readonly<Record<Distribution, (id: number) => string>> = {
  alpine: (id) => `addgroup -g ${id} app && adduser -D -u ${id} -G app -s /sbin/nologin app`,
  debian: (id) => `groupadd --gid ${id} app && useradd --uid ${id} --gid app --create-home --shell /usr/sbin/nologin app`,
  redhat: (id) => `groupadd --gid ${id} app && useradd --uid ${id} --gid app --create-home --shell /sbin/nologin app`,
};

/** An ordinary user that an image brings and leaves to others to become. */
export interface OwnUser {
  /** "uid:gid". */
  readonly ids: string;
  readonly name: string;
}

/**
 * Sources: nodejs/docker-node Dockerfile-debian.template and Dockerfile-alpine.template (node, 1000); keeganwitt/docker-gradle (gradle,
 * 1000); dotnet/dotnet-docker src/runtime-deps/8.0 (app, APP_UID 1654); GoogleContainerTools/distroless common/variables.bzl (nonroot).
 */
export function ownUser(reference: string): OwnUser | undefined {
  const { name, tag } = partsOf(reference);
  if (name === 'node') return { ids: '1000:1000', name };
  if (name === 'gradle') return { ids: '1000:1000', name };
  if (name.startsWith('gcr.io/distroless/')) return { ids: '65532:65532', name: 'nonroot' };
  const major = Number(/^\d{1,3}/.exec(tag ?? '')?.[0] ?? (tag === 'latest' ? 8 : 0));
  return alsoDebian.test(name) && major >= 8 ? { ids: '1654:1654', name: 'app' } : undefined;
}

/**
 * What a server image writes while it runs and gives to root, as a command that gives it to another owner. Sources: nginx/docker-nginx
 * stable/debian/Dockerfile and the compiled-in paths of its packages (nginx -V); docker-library/httpd 2.4/Dockerfile (PidFile logs/httpd.pid).
 */
export function givingFiles(reference: string, owner: string): string | undefined {
  const { name } = partsOf(reference);
  if (name === 'nginx') return `touch /run/nginx.pid && chown -R ${owner} /run/nginx.pid /var/cache/nginx`;
  return name === 'httpd' ? `chown ${owner} /usr/local/apache2/logs` : undefined;
}

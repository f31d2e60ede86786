/** Which tags a fact holds for. All conditions that are there must hold; none: every tag, and a digest without a tag. */
export interface Tags {
  /** The version that the tag starts with is this one or later. A tag without a version counts as the newest. */
  readonly from?: string;
  /** The version that the tag starts with is earlier than this one. */
  readonly before?: string;
  readonly like?: RegExp;
  readonly unlike?: RegExp;
  /** Only a tag that starts with a version: the repository's untagged image changes sides. */
  readonly numbered?: true;
}

export interface ImageFact {
  /** Without registry and `library/` for Docker Hub; the whole name elsewhere. A `*` at the end stands for one more part. */
  readonly names: readonly string[];
  /** USER of the image's configuration; empty: none is set, so root. */
  readonly user: string;
  /** Whom the entry point becomes by itself when it is started as root with the image's own command. */
  readonly entrypointUser?: string;
  readonly tags?: Tags;
  /** Where it was read: repository, path, commit. */
  readonly source: string;
}

const root = (names: string, source: string): ImageFact => ({ names: names.split(' '), user: '', source });

const stepsDown = (names: string, entrypointUser: string, source: string): ImageFact => ({ ...root(names, source), entrypointUser });

const runsAs = (names: string, user: string, source: string, tags?: Tags): ImageFact => ({
  names: names.split(' '),
  user,
  ...(tags === undefined ? {} : { tags }),
  source,
});

const elastic = (product: string): string => `${product} docker.elastic.co/${product}/${product}`;

/** The first fact whose name and tags fit holds. Windows tags are left out: they have accounts, not users. */
export const imageFacts: readonly ImageFact[] = [
  // Operating systems: a root file system and a shell, no USER.
  root('alpine', 'alpinelinux/docker-alpine x86_64/Dockerfile at 7d63673'),
  root('debian', 'debuerreotype/docker-debian-artifacts bookworm/oci/blobs/image-config.json at f5527c9'),
  root('ubuntu', 'tianon/docker-brew-ubuntu-core jammy/Dockerfile at 570d597'),
  root('busybox', 'docker-library/busybox latest-1/glibc/Dockerfile at 9c20878'),
  root('fedora', 'fedora-cloud/docker-brew-fedora x86_64/Dockerfile at 626d3f3'),
  root('amazonlinux', 'amazonlinux/container-images Dockerfile at a414ca0'),
  root('oraclelinux', 'oracle/container-images 9-slim/Dockerfile at a28fd64'),
  root('rockylinux', 'rocky-linux/sig-cloud-instance-images Dockerfile at 53416a9a'),
  root('buildpack-deps', 'docker-library/buildpack-deps debian/bookworm/Dockerfile at d0ecd4b7'),
  root('hello-world', 'docker-library/hello-world amd64/Dockerfile at a1942f2'),

  // Languages and build tools. Some make a user (node, gradle) and leave it to others to become it.
  root('node', 'nodejs/docker-node 22/bookworm/Dockerfile at bc0a422b'),
  root('python', 'docker-library/python 3.10/bookworm/Dockerfile at 4f070595'),
  root('golang', 'docker-library/golang 1.27/bookworm/Dockerfile at 7aa947b3'),
  root('openjdk', 'docker-library/openjdk 27/bookworm/Dockerfile at da2d75fd'),
  root('eclipse-temurin', 'adoptium/containers 21/jre/ubuntu/noble/Dockerfile at d8d18d67'),
  root('amazoncorretto', 'corretto/corretto-docker 21/jdk/al2023/Dockerfile at 7075fec'),
  root('maven', 'carlossg/docker-maven eclipse-temurin-21-noble/Dockerfile at 1efa2614'),
  runsAs('gradle', 'root', 'gradle/docker-gradle jdk21-noble/Dockerfile at 528a647', { from: '6' }),
  root('ruby', 'docker-library/ruby 3.4/bookworm/Dockerfile at d55e25ae7'),
  root('rust', 'rust-lang/docker-rust stable/bookworm/Dockerfile at 7668ee2'),
  root('php', 'docker-library/php 8.2/bookworm/zts/Dockerfile at 445bf414'),
  root('composer', 'composer/docker latest/Dockerfile at e1056b5'),
  root('erlang', 'erlang/docker-erlang-otp 24/Dockerfile at c7e3d582'),
  root('elixir', 'erlef/docker-elixir 1.16/otp-25-slim/Dockerfile at f749dfb8'),
  root('perl', 'Perl/docker-perl 5.038.005-main-bookworm/Dockerfile at 8b707a1'),

  // Web servers and proxies.
  root('nginx', 'nginxinc/docker-nginx stable/debian/Dockerfile at b430bec'),
  runsAs('nginxinc/nginx-unprivileged', '101', 'nginxinc/docker-nginx-unprivileged stable/debian/Dockerfile at 8ead5ce', { from: '1.20' }),
  root('httpd', 'docker-library/httpd 2.4/Dockerfile at 4da43810'),
  root('traefik', 'traefik/traefik-library-image v3.7/alpine/Dockerfile at 69739382'),
  root('caddy', 'caddyserver/caddy-docker 2.11/alpine/Dockerfile at 62d1326'),
  runsAs('haproxy', 'haproxy', 'docker-library/haproxy 2.4/Dockerfile at ae10fbf', { from: '2.4' }),
  runsAs('haproxy', '', 'docker-library/haproxy 2.3/Dockerfile at ae10fbf', { before: '2.4' }),
  runsAs('kong', 'kong', 'Kong/docker-kong ubuntu/Dockerfile at d1ed165', { from: '3.4' }),
  root('tomcat', 'docker-library/tomcat 9.0/jre8/temurin-jammy/Dockerfile at f63d6d56'),

  // Databases, queues, caches.
  stepsDown('postgres', 'postgres', 'docker-library/postgres 17/bookworm/{Dockerfile,docker-entrypoint.sh} at 6edb0a8c'),
  stepsDown('mysql', 'mysql', 'docker-library/mysql 8.4/{Dockerfile.oracle,docker-entrypoint.sh} at 7f30fdb'),
  runsAs('mariadb', 'mysql', 'MariaDB/mariadb-docker 11.8-ubi/Dockerfile at 53935c78', { like: /-ubi/ }),
  {
    ...stepsDown('mariadb', 'mysql', 'MariaDB/mariadb-docker 11.8/{Dockerfile,docker-entrypoint.sh} at 1b6429b'),
    tags: { unlike: /-ubi/ },
  },
  stepsDown('mongo', 'mongodb', 'docker-library/mongo 8.0/{Dockerfile,docker-entrypoint.sh} at 2c69a57b9'),
  root('mongo-express', 'mongo-express/mongo-express-docker 1.0/20-alpine3.19/Dockerfile at 0752343'),
  stepsDown('redis', 'redis', 'redis/docker-library-redis 7.2/debian/{Dockerfile,docker-entrypoint.sh} at e5650da9'),
  runsAs('memcached', 'memcache', 'docker-library/memcached 1/debian/Dockerfile at 53ac0ec'),
  stepsDown('rabbitmq', 'rabbitmq', 'docker-library/rabbitmq 4.3/ubuntu/{Dockerfile,docker-entrypoint.sh} at 9193c1d'),
  stepsDown('cassandra', 'cassandra', 'docker-library/cassandra 5.0/{Dockerfile,docker-entrypoint.sh} at 7b9da8f'),
  stepsDown(
    'neo4j',
    'neo4j',
    'neo4j/docker-neo4j-publish 2026.06.0/trixie/community/{Dockerfile,local-package/docker-entrypoint.sh} at a9a15fb',
  ),
  stepsDown('couchdb', 'couchdb', 'apache/couchdb-docker 3.4.3/{Dockerfile,docker-entrypoint.sh} at 4c82ee0'),
  {
    ...stepsDown('zookeeper', 'zookeeper', '31z4/zookeeper-docker 3.8.6/{Dockerfile,docker-entrypoint.sh} at 52a83649'),
    tags: { from: '3.5' },
  },
  runsAs(
    'clickhouse clickhouse/clickhouse-server',
    '101:101',
    'ClickHouse/docker-library server/26.5.6.113/Dockerfile.distroless at b347516',
    {
      like: /distroless/,
    },
  ),
  {
    ...stepsDown(
      'clickhouse clickhouse/clickhouse-server',
      'clickhouse',
      'ClickHouse/docker-library server/26.5.6.113/{Dockerfile.ubuntu,entrypoint.sh} at b347516',
    ),
    tags: { unlike: /distroless/ },
  },
  runsAs('influxdb', 'influxdb3', 'influxdata/influxdata-docker influxdb/3.11-core/Dockerfile at d457cb9', { from: '3', numbered: true }),
  {
    ...stepsDown('influxdb', 'influxdb', 'influxdata/influxdata-docker influxdb/2.7/{Dockerfile,entrypoint.sh} at d457cb9'),
    tags: { from: '2', before: '3', numbered: true },
  },
  runsAs('influxdb', 'influxdb', 'influxdata/influxdata-docker influxdb/1.11/Dockerfile at d457cb9', {
    from: '1.11',
    before: '2',
    unlike: /-(data|meta)/,
  }),
  runsAs('influxdb', '', 'influxdata/influxdata-docker influxdb/1.8/Dockerfile at d457cb9', {
    from: '1.7',
    before: '1.9',
    unlike: /-(data|meta)/,
  }),
  root('nats', 'nats-io/nats-docker 2.12.x/{alpine3.22,scratch}/Dockerfile at aa0caa5'),
  root('eclipse-mosquitto', 'eclipse-mosquitto/mosquitto docker/2.0-openssl/Dockerfile at 7b8aba10'),
  runsAs(elastic('elasticsearch'), '1000:0', 'elastic/dockerfiles elasticsearch/Dockerfile at 0bbe2f0 (branches 8.8 to 9.2)', {
    from: '8.8',
  }),
  runsAs(elastic('elasticsearch'), 'elasticsearch:root', 'elastic/dockerfiles elasticsearch/Dockerfile (branches 8.0 to 8.7)', {
    from: '8.0',
    before: '8.8',
  }),
  runsAs(elastic('kibana'), '1000', 'elastic/dockerfiles kibana/Dockerfile at 0bbe2f0 (branches 8.12 to 9.2)', { from: '8.12' }),
  runsAs(elastic('kibana'), 'kibana', 'elastic/dockerfiles kibana/Dockerfile (branches 7.2 to 8.11)', { from: '7.2', before: '8.12' }),
  runsAs(elastic('logstash'), '1000', 'elastic/dockerfiles logstash/Dockerfile at 0bbe2f0 (branches 7.2 to 9.2)', { from: '7.2' }),
  runsAs('solr', '8983', 'apache/solr-docker 9.9-slim/Dockerfile at aa51c522', { from: '9.1' }),

  // Applications.
  runsAs('wordpress', 'www-data', 'docker-library/wordpress cli/php8.3/alpine/Dockerfile at b962e97b', { like: /^cli/ }),
  runsAs('wordpress', '', 'docker-library/wordpress latest/php8.2/apache/Dockerfile at bf223d1c', { unlike: /^cli/ }),
  root('nextcloud', 'nextcloud/docker 32/apache/Dockerfile at 4de1eed6'),
  root('drupal', 'docker-library/drupal 11.4/php8.5/apache-trixie/Dockerfile at 305e3e2'),
  root('joomla', 'joomla-docker/docker-joomla 6.1/php8.3/apache/Dockerfile at 562e0fe'),
  stepsDown('ghost', 'node', 'docker-library/ghost 6/bookworm/{Dockerfile,docker-entrypoint.sh} at 7edb45d'),
  stepsDown('redmine', 'redmine', 'docker-library/redmine 6.0/trixie/{Dockerfile,docker-entrypoint.sh} at f772dee'),
  runsAs('odoo', 'odoo', 'odoo/docker 17.0/Dockerfile at f7f67653'),
  runsAs('adminer', 'adminer', 'TimWolla/docker-adminer 5/Dockerfile at 7088bf0'),
  runsAs('phpmyadmin phpmyadmin/phpmyadmin', 'root', 'phpmyadmin/docker apache/Dockerfile at 452a995f'),
  runsAs('dpage/pgadmin4', '5050', 'pgadmin-org/pgadmin4 Dockerfile at bc58657d3', { from: '9.4' }),
  runsAs('sonarqube', 'sonarqube', 'SonarSource/docker-sonarqube 9/community/Dockerfile at f41366b', { from: '9.9' }),
  runsAs('jenkins/jenkins', 'jenkins', 'jenkinsci/docker debian/Dockerfile at ab3f5e0a', { unlike: /windows/ }),
  runsAs('grafana/grafana grafana/grafana-oss', '472', 'grafana/grafana Dockerfile at 78515af6', { from: '12' }),
  runsAs('quay.io/keycloak/keycloak', '1000', 'keycloak/keycloak quarkus/container/Dockerfile at 0463815b and 1842fa97', { from: '18' }),

  // Infrastructure.
  runsAs('prom/prometheus quay.io/prometheus/prometheus', 'nobody', 'prometheus/prometheus Dockerfile at d15adb9a', {
    unlike: /distroless/,
  }),
  runsAs('prom/alertmanager quay.io/prometheus/alertmanager', 'nobody', 'prometheus/alertmanager Dockerfile at 68fb2d57', {
    unlike: /distroless/,
  }),
  runsAs('prom/node-exporter quay.io/prometheus/node-exporter', 'nobody', 'prometheus/node_exporter Dockerfile at a7dcc3a0', {
    unlike: /distroless/,
  }),
  stepsDown('vault', 'vault', 'hashicorp/docker-vault 0.X/{Dockerfile,docker-entrypoint.sh} at ed32395'),
  stepsDown('consul', 'consul', 'hashicorp/docker-consul 0.X/{Dockerfile,docker-entrypoint.sh} at aedd084'),
  root('registry', 'distribution/distribution-library-image Dockerfile at a829ed8'),
  runsAs('docker', 'rootless', 'docker-library/docker 29/dind-rootless/Dockerfile at 3289af88', { like: /rootless/ }),
  runsAs('docker', '', 'docker-library/docker 29/{cli,dind}/Dockerfile at 3289af88', { unlike: /rootless/ }),
  {
    ...stepsDown('telegraf', 'telegraf', 'influxdata/influxdata-docker telegraf/1.37/{Dockerfile,entrypoint.sh} at d457cb9'),
    tags: { from: '1.37' },
  },

  // Distroless: the tag says who.
  runsAs('gcr.io/distroless/*', '65532', 'GoogleContainerTools/distroless static/static.bzl and BUILD at cd080764', {
    like: /^(debug-)?nonroot(-|$)/,
  }),
  runsAs('gcr.io/distroless/*', '0', 'GoogleContainerTools/distroless static/static.bzl and BUILD at cd080764', {
    like: /^(latest|debug)(-(?!nonroot)|$)/,
  }),

  // .NET: root, save the variants without a shell; APP_UID is 1654.
  ...['runtime-deps', 'runtime', 'aspnet'].map((name) =>
    runsAs(
      `mcr.microsoft.com/dotnet/${name}`,
      '1654',
      'dotnet/dotnet-docker src/runtime-deps/8.0/jammy-chiseled/amd64/Dockerfile at 3ed00b61',
      {
        from: '8',
        like: /chiseled|distroless/,
      },
    ),
  ),
  ...['runtime-deps', 'runtime', 'aspnet', 'sdk'].map((name) =>
    runsAs(`mcr.microsoft.com/dotnet/${name}`, '', `dotnet/dotnet-docker src/${name}/8.0 at 3ed00b61`, { unlike: /chiseled|distroless/ }),
  ),
];

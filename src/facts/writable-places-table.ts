import type { Tags } from './official-images-table.ts';

/** A folder that the programs of an image write, outside of the image's own VOLUMEs. */
export interface WrittenPlace {
  readonly path: string;
  /** "pid file", as one says it. */
  readonly what: string;
  /** MiB that are enough for most; a guess. Absent for what is kept or stands beside other files. */
  readonly size?: number;
  /** In the image only root may write there. Absent: the user that the image is meant for, or everybody. */
  readonly root?: true;
  /** It must last: a volume's affair. */
  readonly keeps?: true;
  /** The image has files of its own there that are needed, so that an empty folder would not do. */
  readonly beside?: true;
  /** A file of this path that is mounted makes the place unnecessary. */
  readonly unless?: string;
  /** Only written where something is mounted here. */
  readonly when?: string;
  /** Only written where this variable is given. */
  readonly variable?: string;
  /** Programs or libraries are unpacked there and loaded. */
  readonly exec?: true;
}

export interface ImagePlaces {
  readonly names: readonly string[];
  readonly tags?: Tags;
  /** None: the image is known to write nothing outside of its volumes. */
  readonly places: readonly WrittenPlace[];
  /** The port below 1024 that it listens on, as it comes. */
  readonly port?: number;
  readonly source: string;
}

const image = (
  names: string,
  places: readonly WrittenPlace[],
  source: string,
  more: Pick<ImagePlaces, 'tags' | 'port'> = {},
): ImagePlaces => ({
  names: names.split(' '),
  places,
  source,
  ...more,
});

const tmp = (size = 64, exec?: true): WrittenPlace => ({ path: '/tmp', what: 'temporary files', size, ...(exec && { exec }) });
const run = (path: string, what = 'socket and lock file'): WrittenPlace => ({ path, what, size: 16 });

/** The folders of Debian's Apache, which the image makes open to all (1777); uploads and sessions of PHP are in /tmp. */
const apache = [run('/var/run/apache2', 'pid file'), run('/var/lock/apache2', 'locks'), tmp(128)];

const web = { port: 80 };

/**
 * Where nothing is said of a path it was not found in these sources, and nobody looked at a running container: a configuration of one's own
 * may name others. Images whose entry point writes all over its own files (Keycloak, pgAdmin, Neo4j, Drupal) are left out.
 */
export const imagePlaces: readonly ImagePlaces[] = [
  image(
    'nginx',
    [
      { path: '/var/cache/nginx', what: 'bodies of requests and answers', size: 256, root: true },
      { path: '/run', what: 'pid file', size: 16, root: true },
      { path: '/etc/nginx/conf.d', what: 'what it makes of the templates', beside: true, when: '/etc/nginx/templates' },
    ],
    'docker-library/docs nginx/content.md at 01285481 ("read-only mode", templates); nginx/docker-nginx mainline/debian/Dockerfile at 14585c6f',
    web,
  ),
  image(
    'nginxinc/nginx-unprivileged',
    [tmp(256)],
    'nginxinc/docker-nginx-unprivileged stable/debian/Dockerfile at 015ce72 (pid and *_temp_path)',
  ),
  image(
    'httpd',
    [{ path: '/usr/local/apache2/logs', what: 'pid file', size: 16, root: true }],
    'docker-library/httpd 2.4/Dockerfile at 01bbb88 (prefix; PidFile is logs/httpd.pid by default, its logs go to /proc/self/fd)',
    web,
  ),
  image('php', apache, 'docker-library/php 8.2/bookworm/apache/Dockerfile at 09f6b1a', { ...web, tags: { like: /apache/ } }),
  image(
    'wordpress',
    apache,
    'docker-library/wordpress latest/php8.2/apache/Dockerfile at 06f28e2 (FROM php:apache, VOLUME /var/www/html)',
    {
      ...web,
      tags: { unlike: /^cli|fpm/ },
    },
  ),
  image('wordpress', [tmp(128)], 'the same without Apache', { tags: { like: /fpm/ } }),
  image(
    'nextcloud',
    [...apache, { path: '/usr/local/etc/php/conf.d', what: 'redis-session.ini', beside: true, variable: 'REDIS_HOST' }],
    'nextcloud/docker 32/apache/Dockerfile at 0af85f2 (FROM php:apache, VOLUME /var/www/html), docker-entrypoint.sh at 00be039',
    { ...web, tags: { unlike: /fpm/ } },
  ),
  image(
    'phpmyadmin phpmyadmin/phpmyadmin',
    [
      ...apache,
      {
        path: '/etc/phpmyadmin',
        what: 'config.secret.inc.php',
        beside: true,
        unless: '/etc/phpmyadmin/config.secret.inc.php',
      },
    ],
    'phpmyadmin/docker apache/Dockerfile at 030928a, docker-entrypoint.sh at 031d27a',
    { ...web, tags: { unlike: /fpm/ } },
  ),
  image('adminer', [tmp(128)], 'TimWolla/docker-adminer 4/Dockerfile at 0b7ac63 (plugins and designs by variables are written beside it)'),
  image(
    'postgres',
    [run('/var/run/postgresql'), tmp()],
    'docker-library/postgres 17/bookworm/Dockerfile at 03e18d6 (3777, by postgres); the entry point makes a passwd in /tmp for other users',
  ),
  image(
    'mysql',
    [run('/var/run/mysqld'), tmp(256)],
    'docker-library/mysql 8.4/Dockerfile.oracle at 3447d2d (1777); tmpdir is /tmp by default',
  ),
  image('mariadb', [run('/run/mysqld'), tmp(256)], 'MariaDB/mariadb-docker 11.8/Dockerfile at 15e640e (1777); tmpdir is /tmp by default'),
  image('mongo', [tmp()], 'docker-library/mongo 8.0/docker-entrypoint.sh at 7c4db1d (its configuration; the socket of mongod)'),
  image('redis', [], 'redis/docker-library-redis 7.2/debian/Dockerfile at 0264183 (VOLUME and WORKDIR /data)'),
  image('memcached', [], 'docker-library/memcached 1/debian/Dockerfile at 0215dba'),
  image(
    'rabbitmq',
    [run('/var/log/rabbitmq', 'logs'), tmp()],
    'docker-library/rabbitmq 4.2/ubuntu/Dockerfile at 00309be (both 1777; VOLUME /var/lib/rabbitmq)',
  ),
  image(
    'cassandra',
    [
      { path: '/etc/cassandra', what: 'cassandra.yaml', beside: true },
      { path: '/var/log/cassandra', what: 'logs', size: 256 },
      tmp(128, true),
    ],
    'docker-library/cassandra docker-entrypoint.sh at 0e270a9 (CASSANDRA_CONFIG is edited at each start)',
  ),
  image(
    'elasticsearch docker.elastic.co/elasticsearch/elasticsearch',
    [
      { path: '/usr/share/elasticsearch/config', what: 'its keystore', beside: true },
      { path: '/usr/share/elasticsearch/data', what: 'its indices', keeps: true },
      { path: '/usr/share/elasticsearch/logs', what: 'logs', size: 256 },
      tmp(128, true),
    ],
    'elastic/dockerfiles elasticsearch/Dockerfile at 000ec07 (8.15: the writable folders; no VOLUME)',
  ),
  image(
    'zookeeper',
    [{ path: '/conf', what: 'zoo.cfg', beside: true, unless: '/conf/zoo.cfg' }, tmp()],
    '31z4/zookeeper-docker 3.8.6/Dockerfile at 52a83649 (VOLUME /data, /datalog, /logs; the entry point writes ZOO_CONF_DIR)',
  ),
  image(
    'grafana/grafana grafana/grafana-oss',
    [{ path: '/var/lib/grafana', what: 'its database and plugins', keeps: true }, tmp()],
    'grafana/grafana Dockerfile at 0014fb6, packaging/docker/run.sh at 0775453 (GF_PATHS_DATA; logs go to the console)',
  ),
  image(
    'prom/prometheus quay.io/prometheus/prometheus',
    [],
    'prometheus/prometheus Dockerfile at 0180c95 (VOLUME and WORKDIR /prometheus)',
  ),
  image(
    'prom/alertmanager quay.io/prometheus/alertmanager',
    [],
    'prometheus/alertmanager Dockerfile at 02a50dd (VOLUME and WORKDIR /alertmanager)',
  ),
  image('prom/node-exporter quay.io/prometheus/node-exporter', [], 'prometheus/node_exporter Dockerfile at 0c561fa'),
  image(
    'traefik',
    [tmp()],
    'traefik/traefik-library-image v3.7/alpine/Dockerfile at 005971c (certificates and plugins where its configuration says)',
    web,
  ),
  image(
    'caddy',
    [
      { path: '/data/caddy', what: 'its certificates', keeps: true },
      { path: '/config/caddy', what: 'its last configuration', size: 16 },
    ],
    'caddyserver/caddy-docker 2.11/alpine/Dockerfile at 0379cde (1777; its VOLUMEs are gone)',
    web,
  ),
  image('haproxy', [], 'docker-library/haproxy 3.0/Dockerfile at 024ece8 (sockets where its configuration says)', {
    tags: { from: '2.4' },
  }),
  image('registry', [], 'distribution/distribution-library-image Dockerfile at 057436d (VOLUME /var/lib/registry)'),
  image('nats', [tmp()], 'nats-io/nats-docker 2.10.x/scratch/Dockerfile at 0066141 (JetStream uses /tmp where nothing else is said)'),
  image(
    'eclipse-mosquitto',
    [],
    'eclipse-mosquitto/mosquitto docker/2.0-openssl/Dockerfile at acccd22 (VOLUME /mosquitto/data, /mosquitto/log)',
  ),
];

import { type Container, knownValue, type SecretFileVariable } from '../model/index.ts';
import { imageIds } from './image-ids.ts';
import { fits, parseReference } from './official-images.ts';
import type { Tags } from './official-images-table.ts';

interface Fact {
  readonly names: readonly string[];
  /** The variables, each as a whole, whose value may stand in a file. */
  readonly variables: RegExp;
  /** First words of the image's command with which they are read; none: whatever the command is. */
  readonly commands: readonly string[];
  readonly suffix?: '__FILE';
  /** It is the program that reads them, also without the image's entry point. */
  readonly byProgram?: true;
  readonly late?: true;
  readonly tags?: Tags;
  readonly source: string;
}

const fact = (
  names: string,
  variables: RegExp,
  commands: string,
  source: string,
  more: Pick<Fact, 'suffix' | 'byProgram' | 'late' | 'tags'> = {},
): Fact => ({ names: names.split(' '), variables, commands: commands === '' ? [] : commands.split(' '), source, ...more });

/**
 * Read in each image's entry point or program. That a name ends in _FILE means nothing elsewhere: redis, cassandra, drupal and ghost
 * read none, and rabbitmq refuses to start with RABBITMQ_DEFAULT_PASS_FILE (docker-library/rabbitmq 4.2/ubuntu/docker-entrypoint.sh at 9193c1d).
 */
const facts: readonly Fact[] = [
  fact(
    'postgres',
    /^POSTGRES_(PASSWORD|USER|DB|INITDB_ARGS)$/,
    'postgres',
    'docker-library/postgres docker-entrypoint.sh at 6edb0a8c (docker_setup_env)',
  ),
  fact(
    'mysql',
    /^MYSQL_(ROOT_PASSWORD|PASSWORD|USER|DATABASE|ROOT_HOST)$/,
    'mysqld',
    'docker-library/mysql 8.4/docker-entrypoint.sh at 7f30fdb (docker_setup_env)',
  ),
  fact(
    'mariadb',
    /^(MYSQL|MARIADB)_(ROOT_PASSWORD|PASSWORD|USER|DATABASE|ROOT_HOST)$|^MARIADB_((ROOT_)?PASSWORD_HASH|REPLICATION_(PASSWORD|PASSWORD_HASH|USER))$/,
    'mariadbd mysqld',
    'MariaDB/mariadb-docker 11.8/docker-entrypoint.sh at 1b6429b (docker_setup_env)',
  ),
  // The script starts itself anew as mongodb before it reads them.
  fact('mongo', /^MONGO_INITDB_ROOT_(USERNAME|PASSWORD)$/, 'mongod', 'docker-library/mongo 8.0/docker-entrypoint.sh at 2c69a57b9', {
    late: true,
  }),
  // wp-config.php reads them at each request, as the web server's workers.
  fact(
    'wordpress',
    /^WORDPRESS_(DB_(NAME|USER|PASSWORD|HOST)|(SECURE_)?AUTH_(KEY|SALT)|LOGGED_IN_(KEY|SALT)|NONCE_(KEY|SALT))$/,
    'apache2-foreground php-fpm',
    'docker-library/wordpress wp-config-docker.php at bf223d1c (getenv_docker)',
    { late: true },
  ),
  fact(
    'redmine',
    /^REDMINE_(DB_(PASSWORD|USERNAME|DATABASE)|SECRET_KEY_BASE)$/,
    'rails rake bundle',
    'docker-library/redmine docker-entrypoint.sh at f772dee',
    { late: true },
  ),
  // Not those of its database: config/autoconfig.php reads them as files only where name, user and password all are.
  fact('nextcloud', /^NEXTCLOUD_ADMIN_(USER|PASSWORD)$/, 'apache2-foreground php-fpm', 'nextcloud/docker docker-entrypoint.sh at 4de1eed6'),
  fact('joomla', /^JOOMLA_DB_PASSWORD$/, 'apache2-foreground php-fpm', 'joomla-docker/docker-joomla docker-entrypoint.sh at 562e0fe'),
  fact(
    'phpmyadmin phpmyadmin/phpmyadmin',
    /^(PMA_(USER|PASSWORD|HOST|CONTROLUSER|CONTROLPASS)|MYSQL_(ROOT_)?PASSWORD)$/,
    '',
    'phpmyadmin/docker docker-entrypoint.sh at 452a995 (get_docker_secret)',
  ),
  fact(
    'influxdb',
    /^DOCKER_INFLUXDB_INIT_(USERNAME|PASSWORD|ADMIN_TOKEN)$/,
    'influxd run',
    'influxdata/influxdata-docker influxdb/2.7/entrypoint.sh at d457cb9',
    { tags: { from: '2', before: '3', numbered: true } },
  ),
  fact(
    'clickhouse clickhouse/clickhouse-server',
    /^CLICKHOUSE_PASSWORD$/,
    '',
    'ClickHouse/docker-library server/26.5.6.113/entrypoint.sh at b347516',
    { tags: { unlike: /distroless/ } },
  ),
  fact('grafana/grafana grafana/grafana-oss', /^GF_[A-Z0-9_]+$/, '', 'grafana/grafana packaging/docker/run.sh at 07754534', {
    suffix: '__FILE',
  }),
  fact(
    'minio/minio quay.io/minio/minio',
    /^MINIO_ROOT_(USER|PASSWORD)$/,
    'minio server',
    'minio/minio internal/config/constants.go at 7aac2a2c (EnvRootPasswordFile)',
    { byProgram: true },
  ),
];

/** Undefined: nobody is known to read such a file, so that a variable that names one would be read by nobody. */
export function secretFileOf(container: Container, name: string): SecretFileVariable | undefined {
  const { image, process } = container;
  const reference = image.built === undefined && image.build === undefined ? knownValue(image.reference) : undefined;
  const parsed = reference === undefined ? undefined : parseReference(reference);
  if (reference === undefined || parsed === undefined) return undefined;
  const found = facts.find(
    ({ names, variables, tags }) => names.includes(parsed.name) && variables.test(name) && (tags === undefined || fits(tags, parsed.tag)),
  );
  if (found === undefined || !isRead(found, process) || isNamedElsewhere(container, name)) return undefined;
  const gid = imageIds(reference)?.gid;
  return {
    variable: `${name}${found.suffix ?? '_FILE'}`,
    ...(gid !== undefined && { gid }),
    ...(found.late && { late: true }),
  };
}

/** With another entry point or another command nobody looks for the file. */
function isRead({ commands, byProgram }: Fact, { args, entrypointWords = 0 }: Container['process']): boolean {
  if (entrypointWords > 0 && !byProgram) return false;
  if (args === undefined || commands.length === 0) return true;
  const [first] = knownValue(args) ?? [undefined];
  if (first === undefined) return args.state !== 'unknown' && (knownValue(args)?.length ?? 0) === 0;
  return first.startsWith('-') || commands.includes(first.slice(first.lastIndexOf('/') + 1));
}

/** Another value, an argument or the health check takes the variable itself: without it they would be empty. */
function isNamedElsewhere({ process, healthcheck }: Container, name: string): boolean {
  const check = knownValue(healthcheck);
  const texts = [
    ...process.env.flatMap((one) => (one.name === name ? [] : (knownValue(one.value) ?? []))),
    ...(knownValue(process.args) ?? []),
    ...(check === undefined || check.disabled ? [] : check.test),
  ];
  const word = new RegExp(`(?<![A-Za-z0-9_])${name}(?![A-Za-z0-9_])`);
  return texts.some((text) => word.test(text));
}

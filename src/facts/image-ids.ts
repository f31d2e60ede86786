import { fits, parseReference } from './official-images.ts';
import type { Tags } from './official-images-table.ts';

/** The numbers of the user that the programs of a well-known image are meant to run as. Its variants on Alpine have their own. */
export interface ImageIds {
  readonly uid: number;
  readonly gid: number;
  readonly source: string;
}

interface Fact {
  readonly names: readonly string[];
  readonly ids: string;
  readonly alpine?: string;
  readonly tags?: Tags;
  readonly source: string;
}

const fact = (names: string, ids: string, source: string, more: Pick<Fact, 'alpine' | 'tags'> = {}): Fact => ({
  names: names.split(' '),
  ids,
  source,
  ...more,
});

/** "uid:gid", as the image's own Containerfile makes them. www-data is 33 in Debian (base-passwd); on Alpine the image php makes it, as 82. */
const facts: readonly Fact[] = [
  fact('postgres', '999:999', 'docker-library/postgres 17/{bookworm,alpine3.22}/Dockerfile at 6edb0a8c', { alpine: '70:70' }),
  fact('mysql', '999:999', 'docker-library/mysql 8.4/Dockerfile.oracle at 7f30fdb'),
  fact('mariadb', '999:999', 'MariaDB/mariadb-docker 11.8/Dockerfile at 1b6429b', { tags: { unlike: /-ubi/ } }),
  fact('mongo', '999:999', 'docker-library/mongo 8.0/Dockerfile at 2c69a57b9'),
  fact('redis', '999:999', 'docker-library/redis {6.2,7.2}/{debian,alpine}/Dockerfile at e9204996', {
    alpine: '999:1000',
    tags: { from: '6.2' },
  }),
  fact('rabbitmq', '999:999', 'docker-library/rabbitmq 4.2/{ubuntu,alpine}/Dockerfile at 9193c1d', { alpine: '100:101' }),
  fact('cassandra', '999:999', 'docker-library/cassandra 5.0/Dockerfile at 7b9da8f'),
  fact('couchdb', '5984:5984', 'apache/couchdb-docker 3.4.3/Dockerfile at 4c82ee0'),
  fact('neo4j', '7474:7474', 'neo4j/docker-neo4j-publish 2026.06.0/trixie/community/Dockerfile at a9a15fb'),
  fact('zookeeper', '1000:1000', '31z4/zookeeper-docker 3.8.6/Dockerfile at 52a83649', { tags: { from: '3.5' } }),
  fact('clickhouse clickhouse/clickhouse-server', '101:101', 'ClickHouse/docker-library server/26.5.6.113/Dockerfile.ubuntu at b347516'),
  fact('influxdb', '1000:1000', 'influxdata/influxdata-docker influxdb/2.7/{Dockerfile,alpine/Dockerfile} at d457cb9', {
    tags: { from: '2', before: '3', numbered: true },
  }),
  fact('redmine', '999:999', 'docker-library/redmine 6.0/{bookworm,alpine3.23}/Dockerfile at f772dee', { alpine: '999:1000' }),
  fact('wordpress nextcloud joomla', '33:33', 'docker-library/php 8.2/{bookworm,alpine3.23}/fpm/Dockerfile at 445bf414', {
    alpine: '82:82',
  }),
  fact('grafana/grafana grafana/grafana-oss', '472:472', 'grafana/grafana Dockerfile at 78515af6; fsGroup as in its manual'),
];

/** Undefined: nothing is known, or the image is another registry's. */
export function imageIds(reference: string): ImageIds | undefined {
  const parsed = parseReference(reference);
  const found = facts.find(({ names, tags }) => names.includes(parsed?.name ?? '') && (tags === undefined || fits(tags, parsed?.tag)));
  if (found === undefined) return undefined;
  const isAlpine = parsed?.tag?.includes('alpine') === true;
  // Without a tag nobody knows which variant a digest is.
  if (found.alpine !== undefined && parsed?.tag === undefined) return undefined;
  const [uid = 0, gid = 0] = ((isAlpine ? found.alpine : undefined) ?? found.ids).split(':').map(Number);
  return { uid, gid, source: found.source };
}

/** A service that is meant for programs or people inside, and what an intruder who reaches it gets. */
export interface InternalService {
  readonly port: number;
  readonly name: string;
  /** `code`: whoever connects runs programs; `data`: a store or console that often has no or one shared password. */
  readonly gives: 'code' | 'data';
}

const list = (gives: InternalService['gives'], table: string): InternalService[] =>
  table.split(';').map((entry) => {
    const [port = '', ...name] = entry.trim().split(' ');
    return { port: Number(port), name: name.join(' '), gives };
  });

/**
 * TCP ports whose number alone tells the service. Numbers that web programs use as well (3000, 8000, 8080, 8888, 9000, 9090) are left out.
 * Sources: IANA Service Name and Transport Protocol Port Number Registry; where it has none, the default of the
 * product's own documentation.
 */
export const internalServices: readonly InternalService[] = [
  ...list(
    'code',
    '2375 the Docker engine; 5005 Java debugging (JDWP); 9229 the Node.js inspector; 5678 debugpy; 2345 the Delve debugger; 9222 Chrome DevTools; 1099 Java RMI',
  ),
  ...list(
    'data',
    '5432 PostgreSQL; 3306 MySQL; 33060 MySQL X; 1433 Microsoft SQL Server; 1521 Oracle Database; 50000 Db2; 27017 MongoDB; 27018 MongoDB; 27019 MongoDB; ' +
      '6379 Redis; 16379 Redis cluster; 26379 Redis Sentinel; 11211 memcached; 9200 Elasticsearch; 9300 Elasticsearch; 5601 Kibana; 5984 CouchDB; 8086 InfluxDB; ' +
      '9042 Cassandra; 7000 Cassandra; 7199 Cassandra (JMX); 26257 CockroachDB; 7474 Neo4j; 7687 Neo4j; 8529 ArangoDB; 28015 RethinkDB; 8123 ClickHouse; ' +
      '2379 etcd; 2380 etcd; 2181 ZooKeeper; 8500 Consul; 5672 RabbitMQ; 15672 RabbitMQ management; 4369 Erlang port mapper; 61616 ActiveMQ; 8161 ActiveMQ console; ' +
      '9092 Kafka; 4222 NATS; 8222 NATS monitoring; 111 rpcbind; 2049 NFS; 873 rsync; 445 SMB; 389 LDAP; 3389 RDP; 5900 VNC; 8081 a database console',
  ).filter(({ port }) => port !== 8081 && port !== 50000),
];

/** The first such service among the ports of a range, both ends included. */
export const internalServiceIn = (first: number, last: number): InternalService | undefined =>
  internalServices.find(({ port }) => port >= first && port <= last);

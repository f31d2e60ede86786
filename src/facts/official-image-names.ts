/** Every name that Docker Hub has without a slash. Source: docker-library/official-images library/ at 37079fb336. */
const names =
  'adminer aerospike almalinux alpine alt amazoncorretto amazonlinux api-firewall arangodb archlinux azul-zulu backdrop ' +
  'bash bonita buildpack-deps busybox caddy cassandra chronograf cirros clearlinux clefos clickhouse clojure composer ' +
  'convertigo couchbase couchdb crate dart debian docker drupal eclipse-mosquitto eclipse-temurin eggdrop elasticsearch ' +
  'elixir emqx erlang espocrm fedora flink fluentd friendica gazebo gcc geonetwork ghost golang gradle groovy haproxy ' +
  'haskell haxe hello-world hitch httpd hylang ibm-semeru-runtimes ibmjava influxdb irssi jetty joomla jruby julia ' +
  'kapacitor kibana kong krakend lightstreamer liquibase logstash mageia mariadb matomo maven mediawiki memcached mongo ' +
  'mongo-express monica mysql nats neo4j neurodebian nextcloud nginx nim node notary odoo open-liberty openjdk oraclelinux ' +
  'orientdb percona perl photon php php-zendserver phpmyadmin plone postfixadmin postgres pypy python r-base rabbitmq ' +
  'rakudo-star redis redmine registry rethinkdb rocket.chat rockylinux ros ruby rust sapmachine satosa silverpeas solr ' +
  'sonarqube spark spiped storm swift swipl teamspeak telegraf tomcat tomee traefik ubuntu unit varnish websphere-liberty ' +
  'wordpress xwiki yourls znc zookeeper';

/** Names that were taken from the list and are still there. Source: hub.docker.com, each marked as deprecated. */
const former =
  'adoptopenjdk celery centos consul crux django euleros express-gateway fsharp iojs java jenkins jobber kaazing-gateway mono nats-streaming nuxeo opensuse owncloud php-zendserver piwik rails rapidoid sentry sl sourcemage thrift ubuntu-debootstrap ubuntu-upstart vault';

let known: ReadonlySet<string> | undefined;

/** Is `name`, without registry and tag, an image that Docker Hub has? A name without a slash that is not is built by whoever uses it. */
export function isOfficialName(name: string): boolean {
  known ??= new Set(`${names} ${former}`.split(' '));
  return known.has(name);
}

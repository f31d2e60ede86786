/**
 * Artifacts whose build by Gradle, sbt or Ant writes no pom.properties: how the file is called, and a folder of classes that must be in the jar too. Names and groups
 * are those of Maven Central (repo1.maven.org, 2026-11). Where one of both is missing nothing is said: a group is not guessed.
 */
const groups: readonly (readonly [artifact: RegExp, folder: string, group: string])[] = [
  [/^spring-boot(?:-|$)/, 'org/springframework/boot/', 'org.springframework.boot'],
  [/^spring-security-/, 'org/springframework/security/', 'org.springframework.security'],
  [
    /^spring-(?:aop|aspects|beans|context|context-support|core|expression|jdbc|jms|messaging|orm|oxm|tx|web|webflux|webmvc|websocket)$/,
    'org/springframework/',
    'org.springframework',
  ],
  [/^spring-jcl$/, 'org/apache/commons/logging/', 'org.springframework'],
  [/^tomcat-embed-/, 'org/apache/', 'org.apache.tomcat.embed'],
  [/^tomcat-(?:api|catalina|coyote|dbcp|jasper|jdbc|jni|juli|util|util-scan|websocket)$/, 'org/apache/', 'org.apache.tomcat'],
  [/^bc(?:jmail|mail|pg|pkix|prov|tls|util)-(?:ext-)?jdk/, 'org/bouncycastle/', 'org.bouncycastle'],
  [/^grpc-/, 'io/grpc/', 'io.grpc'],
  [/^json-path$/, 'com/jayway/jsonpath/', 'com.jayway.jsonpath'],
  [/^kafka-clients$/, 'org/apache/kafka/', 'org.apache.kafka'],
  [/^kotlin-(?:reflect|stdlib)(?:-|$)/, 'kotlin/', 'org.jetbrains.kotlin'],
  [/^lz4-java$/, 'net/jpountz/', 'org.lz4'],
  [/^okhttp$/, 'okhttp3/', 'com.squareup.okhttp3'],
  [/^okio(?:-jvm)?$/, 'okio/', 'com.squareup.okio'],
  [/^opentelemetry-(?:api|context|sdk)(?:-|$)/, 'io/opentelemetry/', 'io.opentelemetry'],
  [/^postgresql$/, 'org/postgresql/', 'org.postgresql'],
  [/^reactor-core$/, 'reactor/core/', 'io.projectreactor'],
  [/^reactor-netty-(?:core|http)$/, 'reactor/netty/', 'io.projectreactor.netty'],
  [/^scala-(?:library|reflect)$/, 'scala/', 'org.scala-lang'],
  [/^snappy-java$/, 'org/xerial/snappy/', 'org.xerial.snappy'],
  [/^h2$/, 'org/h2/', 'com.h2database'],
  [/^freemarker$/, 'freemarker/', 'org.freemarker'],
  [/^elasticsearch$/, 'org/elasticsearch/', 'org.elasticsearch'],
  [/^lucene-/, 'org/apache/lucene/', 'org.apache.lucene'],
  [/^velocity(?:-tools)?$/, 'org/apache/velocity/', 'org.apache.velocity'],
  [/^xz$/, 'org/tukaani/xz/', 'org.tukaani'],
];

/** Their group has the artifact's name; newer ones are in org.apache.commons, and have a pom. */
const oldCommons =
  /^commons-(?:beanutils|chain|cli|codec|collections|configuration|dbcp|digester|discovery|el|fileupload|httpclient|io|jexl|jxpath|lang|logging|net|pool|validator)$/;

export interface KnownGroup {
  readonly folder: string;
  readonly group: string;
  /** Where the file is called otherwise. */
  readonly artifact?: string;
}

/** The group that a file of this name has, if the jar holds that folder. */
export function knownGroup(artifact: string): KnownGroup | undefined {
  // Tomcat's own folder lib/ has it without a prefix, and its version in the manifest.
  if (artifact === 'catalina') return { folder: 'org/apache/catalina/', group: 'org.apache.tomcat', artifact: 'tomcat-catalina' };
  if (oldCommons.test(artifact)) return { folder: 'org/apache/commons/', group: artifact };
  const [, folder, group] = groups.find(([name]) => name.test(artifact)) ?? [];
  return folder === undefined || group === undefined ? undefined : { folder, group };
}

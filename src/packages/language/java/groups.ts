/**
 * Groups whose artifacts are built by Gradle or were by Ant, which write no pom.properties: how the artifact is called, and a folder of classes that must be in the jar too
 * (names and groups as in Maven Central, repo1.maven.org, 2026-11). Without both nothing is said: a group is not guessed.
 */
const groups: readonly (readonly [artifact: RegExp, folder: string, group: string])[] = [
  [/^spring-boot(?:-|$)/, 'org/springframework/boot/', 'org.springframework.boot'],
  [/^spring-security-/, 'org/springframework/security/', 'org.springframework.security'],
  [
    /^spring-(?:aop|aspects|beans|context|context-support|core|expression|jcl|jdbc|jms|messaging|orm|oxm|tx|web|webflux|webmvc|websocket)$/,
    'org/springframework/',
    'org.springframework',
  ],
  [/^kotlin-(?:stdlib|reflect)(?:-|$)/, 'kotlin/', 'org.jetbrains.kotlin'],
  [/^okhttp$/, 'okhttp3/', 'com.squareup.okhttp3'],
  [/^okio(?:-jvm)?$/, 'okio/', 'com.squareup.okio'],
  [/^kafka-clients$/, 'org/apache/kafka/', 'org.apache.kafka'],
  [/^reactor-core$/, 'reactor/core/', 'io.projectreactor'],
  [/^reactor-netty-(?:core|http)$/, 'reactor/netty/', 'io.projectreactor.netty'],
  [/^elasticsearch$/, 'org/elasticsearch/', 'org.elasticsearch'],
  [/^velocity(?:-tools)?$/, 'org/apache/velocity/', 'org.apache.velocity'],
];

/** Their group has the artifact's name; newer ones are in org.apache.commons, and have a pom. */
const oldCommons =
  /^commons-(?:beanutils|chain|cli|codec|collections|configuration|dbcp|digester|discovery|el|fileupload|httpclient|io|jexl|jxpath|lang|logging|net|pool|validator)$/;

export interface KnownGroup {
  readonly folder: string;
  readonly group: string;
}

/** The group that an artifact of this name has, if the jar holds that folder. */
export function knownGroup(artifact: string): KnownGroup | undefined {
  if (oldCommons.test(artifact)) return { folder: 'org/apache/commons/', group: artifact };
  const [, folder, group] = groups.find(([name]) => name.test(artifact)) ?? [];
  return folder === undefined || group === undefined ? undefined : { folder, group };
}

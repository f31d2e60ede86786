import { describe, expect, it } from 'vitest';
import { isAside, type Named, namedBy } from './file-name.ts';

const names: readonly [string, Named][] = [
  ['app/lib/guava-31.1-jre.jar', { artifact: 'guava', version: '31.1-jre' }],
  ['log4j-1.2-api-2.17.1.jar', { artifact: 'log4j-1.2-api', version: '2.17.1' }],
  ['zstd-jni-1.5.5-2.jar', { artifact: 'zstd-jni', version: '1.5.5-2' }],
  ['foo-1.0-rc-1.jar', { artifact: 'foo', version: '1.0-rc-1' }],
  ['foo-1.0-SNAPSHOT.war', { artifact: 'foo', version: '1.0-SNAPSHOT' }],
  ['commons-lang3-3.12.0.jar', { artifact: 'commons-lang3', version: '3.12.0' }],
  ['spark-core_2.12-3.5.0.jar', { artifact: 'spark-core_2.12', version: '3.5.0' }],
  ['app.jar', { artifact: 'app' }],
  ['-1.jar', { artifact: '-1' }],
  ['root/.m2/repository/org/a/b-c/1.0/b-c-1.0.jar', { group: 'org.a', artifact: 'b-c', version: '1.0' }],
  ['root/.m2/repository/org/a/b-c/1.0/b-c-1.0-linux.jar', { group: 'org.a', artifact: 'b-c', version: '1.0' }],
  ['srv/repository/lib/x-1.0.jar', { artifact: 'x', version: '1.0' }],
  [`root/.gradle/caches/modules-2/files-2.1/org.a/b/2.0/${'0'.repeat(40)}/b-2.0.jar`, { group: 'org.a', artifact: 'b', version: '2.0' }],
];

describe('what the name of a jar says', () => {
  it.each(names)('%s', (path, named) => expect(namedBy(path)).toEqual(named));
  it.each([
    ['a-1.0-sources.jar', true],
    ['a-1.0-javadoc.jar', true],
    ['sources-1.0.jar', false],
  ])('%s lies beside the real one: %s', (path, aside) => expect(isAside(path)).toBe(aside));
});

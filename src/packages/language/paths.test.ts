import { describe, expect, it } from 'vitest';
import { recordOf, tellsOfPackages } from './paths.ts';

const records: [string, ReturnType<typeof recordOf>][] = [
  ['app/node_modules/lodash/package.json', 'npm'],
  ['app/node_modules/@babel/core/package.json', 'npm'],
  ['node_modules/a/node_modules/b/package.json', 'npm'],
  ['app/node_modules/.pnpm/lodash@4.17.21/node_modules/lodash/package.json', 'npm'],
  ['usr/lib/node_modules/npm/package.json', 'npm'],
  ['app/package.json', undefined],
  ['app/node_modules/package.json', undefined],
  ['app/old_node_modules/lodash/package.json', undefined],
  ['app/node_modules/resolve/test/baz/package.json', undefined],
  ['app/node_modules/tslib/modules/package.json', undefined],
  ['app/node_modules/.package-lock.json', undefined],
  ['usr/local/share/.cache/yarn/v6/npm-left-pad-1.3.0-5b8/node_modules/left-pad/package.json', undefined],
  ['usr/lib/python3/dist-packages/requests-2.28.1.dist-info/METADATA', 'pypi'],
  ['usr/lib/python3/dist-packages/six-1.16.0.egg-info/PKG-INFO', 'pypi'],
  ['usr/lib/python3/dist-packages/six-1.16.0.egg-info', 'pypi'],
  ['usr/lib/python3/dist-packages/six-1.16.0-py3.9.egg/EGG-INFO/PKG-INFO', 'pypi'],
  ['usr/lib/python3/dist-packages/six-1.16.0.dist-info/RECORD', undefined],
  ['var/lib/gems/3.1.0/specifications/rack-2.2.4.gemspec', 'gem'],
  ['usr/lib/ruby/gems/3.1.0/specifications/default/json-2.6.1.gemspec', 'gem'],
  ['var/lib/gems/3.1.0/gems/rack-2.2.4/rack.gemspec', undefined],
  ['app/app.jar', 'java'],
  ['opt/tomcat/webapps/shop.war', 'java'],
  ['opt/shop.ear', 'java'],
  ['opt/tar', undefined],
  ['app/.yarn/cache/left-pad-npm-1.3.0-0c1a-10.zip', 'yarn-zip'],
  ['app/data/left-pad.zip', undefined],
  ['', undefined],
];

const told: [string, boolean][] = [
  ['usr/bin/skopeo', true],
  ['/usr/bin/python3.11', true],
  ['sbin/runc', true],
  ['usr/lib/docker/cli-plugins/docker-compose', true],
  ['usr/lib/x86_64-linux-gnu/librsvg-2.so.2.48.0', true],
  ['usr/lib/python3/dist-packages/six-1.16.0.egg-info', true],
  ['usr/lib/python3/dist-packages/six.py', false],
  ['usr/share/doc/skopeo/copyright', false],
  ['etc/passwd', false],
];

describe('what a path tells of', () => {
  it.each(records)('%s', (path, kind) => expect(recordOf(path)).toBe(kind));
  it.each(told)('%s: %s', (path, yes) => expect(tellsOfPackages(path)).toBe(yes));
});

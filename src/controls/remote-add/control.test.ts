import { describe, expect, it } from 'vitest';
import { imageOf } from '../../../test/support/steps.ts';
import { container, table } from '../../../test/support/table.ts';
import { remoteAdd } from './control.ts';

const add = (line: string, flags = {}) => imageOf(`FROM debian:12\nADD ${line}`, { 1: flags });
const commit = '0123456789abcdef0123456789abcdef01234567';

table(remoteAdd, [
  ['no steps are known', { kind: 'image' }, 'inapplicable'],
  ['a file of the project', add('app.tar.gz /app/'), 'held'],
  ['an address', add('https://example.com/x.tar.gz /tmp/'), 'broken', /whatever https:\/\/example\.com\/x\.tar\.gz gives/],
  ['an open connection', add('http://example.com/x /tmp/'), 'broken', /open connection/],
  ['with a checksum', add('https://example.com/x.tar.gz /tmp/', { checksum: 'sha256:00' }), 'held'],
  ['in JSON form', add('["https://example.com/x", "/tmp/"]'), 'broken'],
  ['a Git repository', add('https://github.com/acme/tools.git#v1.2 /src'), 'broken'],
  ['a Git repository at a commit', add(`https://github.com/acme/tools.git#${commit} /src`), 'held'],
  ['by SSH', add('git@github.com:acme/tools.git /src'), 'broken'],
  ['one of two', add('app https://example.com/x /tmp/'), 'broken'],
  ['a destination that looks like one', add('app /https://x'), 'held'],
]);

describe('remote-add', () => {
  it('repeats neither password nor query', () => {
    const [verdict] = [remoteAdd.judge(container(add('https://me:K4ngaroo@example.com/x?token=K4ngaroo /tmp/')))].flat();
    expect(JSON.stringify(verdict && 'detail' in verdict && [verdict.detail, verdict])).toBeDefined();
    expect(verdict && 'detail' in verdict ? verdict.detail : '').toBe(
      'ADD takes whatever https://example.com/x gives on the day of the build',
    );
  });
});

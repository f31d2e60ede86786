import { expect, it } from 'vitest';
import { isRemote } from './remote.ts';

it.each([
  ['https://example.com/a.yaml', true],
  ['http://example.com/a.yaml', true],
  ['ssh://git@example.com/a', true],
  ['file:///etc/passwd', true],
  ['git::https://example.com/a', true],
  ['gh:kubernetes-sigs/kustomize', true],
  ['git@github.com:a/b', true],
  ['user@host:a/b', true],
  ['github.com/a/b//c?ref=v1', true],
  ['GitHub.com/a/b', true],
  ['dev.azure.com/a/_git/b', true],
  ['../base', false],
  ['deployment.yaml', false],
  ['/absolute/base', false],
  ['./a:b.yaml', false],
  ['github/a', false],
])('%s: %s', (entry, remote) => expect(isRemote(entry)).toBe(remote));

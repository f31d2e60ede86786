import { describe, expect, it } from 'vitest';
import { digestsIn, imageDigests, imageIn } from './image-digests.ts';

const [a, b] = ['a'.repeat(64), 'b'.repeat(64)];

describe('the digests of an image', () => {
  it.each([
    ['as Docker says it', { Id: `sha256:${a}`, RepoDigests: [] }, [{ name: 'web:1', sha256: a }]],
    ['as Podman says it', { Id: a, RepoDigests: null }, [{ name: 'web:1', sha256: a }]],
    ['of a registry', { Id: `sha256:${a}`, RepoDigests: [`docker.io/web@sha256:${b}`] }, [{ name: 'docker.io/web', sha256: b }]],
    ['under two names', { Id: a, RepoDigests: [`x/web@sha256:${b}`, `a/web@sha256:${b}`] }, [{ name: 'x/web', sha256: b }]],
    ['in a list', [{ Id: a }], [{ name: 'web:1', sha256: a }]],
    ['not told', { Id: 'x', RepoDigests: [3, 'web@sha256:short'] }, []],
    ['no object', 3, []],
  ])('%s', (_, inspect, digests) => {
    expect(digestsIn(JSON.stringify(inspect), 'web:1')).toEqual(digests);
  });

  it('an image that the engine does not have has none', async () => {
    expect(await imageDigests({ run: async () => ({ kind: 'failed', stderr: 'no such image', stdout: '' }) }, 'web')).toEqual([]);
  });

  it.each([
    ['{"Image":"sha256:1"}', 'sha256:1'],
    ['{}', ''],
    ['no JSON', ''],
  ])('of a container: %s', (inspect, image) => {
    expect(imageIn(inspect)).toBe(image);
  });
});

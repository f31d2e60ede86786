import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { engineKinds } from '../model/index.ts';
import { defaultEngine, engineName, knownVersions, parseEngine } from './known.ts';
import { compareVersions } from './version.ts';

describe('parseEngine', () => {
  it.each([
    ['docker', { kind: 'docker', version: '29.7' }],
    ['docker@28', { kind: 'docker', version: '28.5' }],
    ['docker@20.10.12', { kind: 'docker', version: '20.10.12' }],
    ['Docker@v27.1', { kind: 'docker', version: '27.1' }],
    ['docker@40', { kind: 'docker', version: '40' }],
    ['podman+rootless', { kind: 'podman', version: '5.8', rootless: true }],
    ['podman@4.3+rootless', { kind: 'podman', version: '4.3', rootless: true }],
    ['kubernetes@1.31.4', { kind: 'kubernetes', version: '1.31.4' }],
  ])('%s', (text, expected) => {
    expect(parseEngine(text)).toEqual(expected);
  });

  it.each([
    '',
    'containerd',
    'docker@',
    'docker@new',
    'docker@19.03',
    'docker@1',
    'docker@28@1',
    'kubernetes@1.19',
    'kubernetes+rootless',
    'podman@3.3',
    'docker@28-rc1',
  ])('%j is refused', (text) => {
    expect(parseEngine(text)).toBeUndefined();
  });

  it('takes every version of the tables, and never throws', () => {
    for (const kind of engineKinds)
      for (const version of knownVersions(kind)) expect(parseEngine(`${kind}@${version}`)).toEqual({ kind, version });
    fc.assert(fc.property(fc.string(), (text) => parseEngine(text) === undefined || text.length > 0));
  });
});

it.each([
  [{ kind: 'docker', version: '29.7' } as const, 'Docker 29'],
  [{ kind: 'docker', version: '20.10' } as const, 'Docker 20.10'],
  [{ kind: 'docker', version: '28.5', rootless: true } as const, 'Docker 28 rootless'],
  [{ kind: 'podman', version: '5.8.2' } as const, 'Podman 5.8'],
  [{ kind: 'kubernetes', version: '1.35' } as const, 'Kubernetes 1.35'],
])('engineName %j', (engine, expected) => {
  expect(engineName(engine)).toBe(expected);
});

it.each(engineKinds)('the versions of %s go up, and the default is the last', (kind) => {
  const versions = knownVersions(kind);
  expect([...versions].sort(compareVersions)).toEqual(versions);
  expect(defaultEngine(kind)).toEqual({ kind, version: versions.at(-1) });
});

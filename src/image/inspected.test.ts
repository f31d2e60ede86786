import { describe, expect, it } from 'vitest';
import { inspected } from './inspected.ts';

const [a, b] = ['a', 'b'].map((letter) => `sha256:${letter.repeat(64)}`);
const image = (layers: readonly unknown[], more: object = {}) => ({
  Id: a,
  Os: 'linux',
  Architecture: 'arm',
  RootFS: { Layers: layers },
  ...more,
});
const step = (CreatedBy: string, Size: number) => ({ CreatedBy, Size });

describe('what an engine says of an image', () => {
  it('in the form of a configuration', () => {
    const said = inspected(image([a], { Variant: 'v6', Created: '2026', Config: { User: 'x' }, Healthcheck: { Test: ['CMD', 'y'] } }), [
      step('COPY', 5),
    ]);
    expect(said).toEqual({
      id: 'a'.repeat(64),
      configId: a,
      diffIds: [a],
      complete: true,
      config: {
        created: '2026',
        architecture: 'arm',
        os: 'linux',
        variant: 'v6',
        config: { User: 'x', Healthcheck: { Test: ['CMD', 'y'] } },
        rootfs: { type: 'layers', diff_ids: [a] },
        history: [{ created_by: 'COPY' }],
      },
    });
  });

  /** The newest first, as Docker says it; which of them made a layer, the oldest first. */
  it.each<[string, readonly ReturnType<typeof step>[], number, string | undefined]>([
    ['by what they brought', [step('CMD', 0), step('COPY', 1), step('ENV', 0), step('FROM', 9)], 2, '1-1-'],
    ['a layer of folders alone', [step('USER', 0), step('/bin/sh -c #(nop) WORKDIR /x', 0), step('COPY', 1)], 2, '11-'],
    ['BuildKit', [step('CMD ["x"]', 0), step('RUN /bin/sh -c true # buildkit', 0), step('LABEL a=b', 0)], 1, '-1-'],
    ['all of them', [step('CMD', 0), step('ENV', 0)], 2, '11'],
    ['more layers than steps', [step('COPY', 1)], 2, undefined],
    ['steps that cannot be told apart', [step('RUN a', 0), step('RUN b', 0), step('RUN c', 0)], 2, undefined],
    ['none', [], 1, undefined],
  ])('which steps made a layer: %s', (_, history, layers, expected) => {
    const said = inspected(image(Array.from({ length: layers }, () => b)), history);
    const steps = said?.config.history as readonly { readonly empty_layer?: boolean }[] | undefined;
    expect([said?.complete, steps?.map(({ empty_layer }) => (empty_layer === true ? '-' : '1')).join('')]).toEqual([
      expected !== undefined,
      expected,
    ]);
  });

  it('the id of an image that containerd keeps is not that of its configuration', () => {
    expect(inspected(image([a], { Descriptor: { digest: b } }))).not.toHaveProperty('configId');
  });

  it('Podman tells its history as it is', () => {
    const History = [{ created_by: 'x' }, { created_by: 'y', empty_layer: true }];
    expect(inspected(image([a], { Id: 'a'.repeat(64), History }))).toMatchObject({ complete: true, config: { history: History } });
  });

  it.each([undefined, null, 7, [], {}, image([7]), image(['x']), { ...image([a]), Id: 'x' }])('nothing: %j', (value) => {
    expect(inspected(value)).toBeUndefined();
  });
});

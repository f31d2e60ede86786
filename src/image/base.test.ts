import { describe, expect, it } from 'vitest';
import { baseLayers } from './base.ts';

/** One that begins with `-` made no layer. */
const configOf = (...steps: readonly string[]) => ({
  history: steps.map((text) => (text.startsWith('-') ? { created_by: text.slice(1), empty_layer: true } : { created_by: text })),
});
const debian = ['# debian.sh --arch amd64 out/ bookworm', '-CMD ["bash"]'];
const alpine = ['ADD alpine-minirootfs-3.20.0-x86_64.tar.gz / # buildkit', '-CMD ["/bin/sh"]'];

describe('the layers that are surely of the base image', () => {
  it.each<[string, readonly string[], readonly (readonly string[])[], number]>([
    ['that of Debian', [...debian, 'RUN a'], [], 1],
    ['that of Alpine', [...alpine, '-ENV A=b', 'COPY a /'], [], 1],
    ['Debian itself', debian, [], 0],
    ['a command of its own later', ['ADD a.tar /', 'COPY b /', '-CMD ["sh"]', 'COPY c /'], [], 0],
    ['a command that is no shell', ['ADD a.tar /', '-CMD ["web"]', 'COPY c /'], [], 0],
    ['a copy first', ['COPY a /x', '-CMD ["sh"]', 'COPY c /'], [], 0],
    ['another image beside it', ['COPY a /x'], [['1', '2']], 2],
    ['another image with other layers', ['COPY a /x'], [['1', '9']], 0],
    ['the same layers', ['COPY a /x'], [['1', '2', '3']], 0],
    ['one without layers', ['COPY a /x'], [[]], 0],
  ])('%s', (_, history, others, expected) => expect(baseLayers(configOf(...history), ['1', '2', '3'], others)).toBe(expected));
});

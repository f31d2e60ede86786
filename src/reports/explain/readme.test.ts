import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hostControls } from '../../controls/host-index.ts';
import { imageControls } from '../../controls/image-index.ts';
import { controls } from '../../controls/index.ts';
import { readmeOf } from './readme.ts';

const text = `# x

One way
to set it.

Another way.

\`\`\`yaml compose broken
a: 1
\`\`\`

\`\`\`yaml compose fixed
a: 2
\`\`\`

\`\`\`sh run-command broken podman
podman run x
\`\`\`

## Living with it

Some need it.
`;

it('reads the words, the pairs and how to live with it', () => {
  expect(readmeOf(text)).toEqual({
    intro: 'One way\nto set it.\n\nAnother way.',
    living: 'Some need it.',
    pairs: [{ surface: 'compose', label: '', broken: 'a: 1\n', fixed: 'a: 2\n' }],
  });
  expect(readmeOf('')).toEqual({ intro: '', living: '', pairs: [] });
});

describe.each([...controls, ...imageControls, ...hostControls].map(({ id }) => id))('README of %s', (id) => {
  const { intro, living, pairs } = readmeOf(readFileSync(new URL(`../../controls/${id}/README.md`, import.meta.url), 'utf8'));

  it('says how to live with it, in a few sentences', () => {
    expect(living).toMatch(/^[A-Z`][\s\S]{60,600}\.$/);
    expect(living).not.toContain('TODO');
  });

  it('has a pair whose texts differ', () => {
    for (const { broken, fixed } of pairs) expect(broken).not.toBe(fixed);
    expect(pairs.length + intro.length).toBeGreaterThan(0);
  });
});

import { describe, expect, it } from 'vitest';
import { diffOf, shownDiff } from './diff.ts';

const before = `\
services:
  web:
    environment:
      DB_PASSWORD:
        correct-horse
    image: nginx
  api:
    image: nginx
    args: >
      --token
      battery
`;
const after = before
  .replace('    image: nginx\n  api', '    read_only: true\n    image: nginx\n  api')
  .replace('battery\n', 'battery\n    read_only: true\n');

describe('the diff that is shown', () => {
  const file = { file: 'compose.yaml', before, after };

  it('hides what only the line before tells to be a secret, and nothing else', () => {
    const shown = shownDiff(file);
    expect(shown).toContain('         *************\n');
    expect(shown.replaceAll('*************', 'correct-horse').replaceAll('*******', 'battery')).toBe(diffOf(file));
    expect(shown).not.toMatch(/correct-horse|battery/);
  });

  it('leaves the patch as it is', () => {
    expect(diffOf(file)).toContain('battery');
  });
});

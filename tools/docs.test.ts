import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Checkout, temporaryCheckout } from '../test/support/checkout.ts';

let copy: Checkout;
beforeAll(() => {
  copy = temporaryCheckout();
  rmSync(inCopy('docs/controls'), { recursive: true });
});
afterAll(() => copy.remove());

const docs = (...args: string[]) => copy.run('tools/docs.mjs', ...args);
const inCopy = (path: string): string => join(copy.path, path);

describe('npm run docs', () => {
  it('writes a page for each control, and finds nothing stale afterwards', () => {
    expect(docs('--check')).toMatchObject({ status: 1, stderr: expect.stringContaining('docs/controls/host-pid.md') });
    expect(docs()).toMatchObject({ status: 0, stderr: '' });
    const text = readFileSync(inCopy('docs/controls/host-pid.md'), 'utf8');
    expect(text).toContain('# host-pid');
    expect(text).toContain('| CIS Docker Benchmark (1.6.0) | 5.16 |');
    expect(text).toContain('**Run command, podman: broken**\n\n```sh\npodman run --pid host');
    expect(readFileSync(inCopy('docs/controls/README.md'), 'utf8')).toContain('[host-pid](host-pid.md)');
    expect(docs('--check')).toMatchObject({ status: 0, stderr: '' });
  });

  it('leaves no measure without an attempt, or a reason why there can be none', () => {
    expect(readFileSync(inCopy('docs/PROVE.md'), 'utf8')).not.toContain('Nothing is tried yet');
  });

  it('says which page is stale, and which belongs to no control', () => {
    writeFileSync(inCopy('docs/controls/host-pid.md'), 'old\n');
    writeFileSync(inCopy('docs/controls/gone.md'), 'old\n');
    const { status, stderr } = docs('--check');
    expect(status).toBe(1);
    expect(stderr.trim().split('\n')).toEqual([
      'docs: docs/controls/host-pid.md does not say what src/controls says: run npm run docs',
      'docs: docs/controls/gone.md belongs to no control: run npm run docs',
    ]);
    expect(docs()).toMatchObject({ status: 0, stdout: 'docs: 1 pages written, 1 removed\n' });
    expect(existsSync(inCopy('docs/controls/gone.md'))).toBe(false);
  });

  it('says where verdicts differ, with the text that is discussed', () => {
    writeFileSync(inCopy('docs/VERDICTS.md'), 'old\n');
    expect(docs()).toMatchObject({ status: 0 });
    const text = readFileSync(inCopy('docs/VERDICTS.md'), 'utf8');
    expect(text).toContain('### Root in an earlier stage: no finding\n\n```dockerfile\nFROM scratch AS stage\nUSER root\n');
    expect(text).toContain('[hadolint/hadolint#405](https://github.com/hadolint/hadolint/issues/405)');
  });

  it('refuses a control that is not finished', () => {
    expect(copy.run('tools/new-control.mjs', 'sys-chroot', 'privilege').status).toBe(0);
    expect(docs()).toMatchObject({ status: 1, stderr: 'docs: src/controls/sys-chroot still says TODO\n' });
  });
});

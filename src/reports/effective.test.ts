import { expect, it } from 'vitest';
import { renderEffective } from './effective.ts';

it('aligns values and reasons under the part of the model', () => {
  expect(
    renderEffective([
      { path: 'process.user', value: 'uid 0', reason: 'Docker 29 default' },
      { path: 'process.capabilities.bounding', value: 'CAP_CHOWN CAP_KILL', reason: 'compose.yaml:12' },
      { path: 'linux.namespaces.pid', value: 'private\u001b[0m', reason: 'Docker 29 default' },
      { path: 'privileged', value: 'no', reason: 'Docker 29 default' },
    ]),
  ).toBe(`\
process
  user                   uid 0                     Docker 29 default
  capabilities.bounding  CAP_CHOWN CAP_KILL        compose.yaml:12

linux.namespaces
  pid                    private\ufffd[0m               Docker 29 default

privileged
  privileged             no                        Docker 29 default
`);
});

it('wraps a long value below itself', () => {
  const value = Array.from({ length: 20 }, (_, i) => `CAP_NUMBER_${i}`).join(' ');
  const lines = renderEffective([{ path: 'process.x', value, reason: 'r' }], { width: 80 })
    .trimEnd()
    .split('\n');
  expect(lines.length).toBeGreaterThan(3);
  expect(lines[2]).toMatch(/^ {5}CAP_/);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
});

it('is empty without rows', () => expect(renderEffective([])).toBe(''));

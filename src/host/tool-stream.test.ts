import { describe, expect, it } from 'vitest';
import { toolStream } from './tool-stream.ts';

const env = { PATH: '/usr/bin:/bin' };
const explain = (stderr: string): string => `it fails: ${stderr.trim()}`;

async function printed(script: string, silence = 60_000): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of toolStream('/bin/sh', ['-c', script], env, explain, { silence })) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe('what a program prints', () => {
  it('piece by piece, however much', async () => {
    expect(await printed('printf a; printf b')).toBe('ab');
    expect((await printed('head -c 3000000 /dev/zero')).length).toBe(3_000_000);
    expect(await printed('echo no >&2; true')).toBe('');
  });

  it.each<[string, string, number, RegExp]>([
    ['fails at the end', 'printf a; echo why >&2; exit 3', 60_000, /^it fails: why$/],
    ['is ended', 'printf a; kill -9 $$', 60_000, /^it was ended by a signal$/],
    ['says nothing', 'printf a; sleep 100', 300, /^it says nothing for 0\.3 s$/],
  ])('one line where it %s', async (_, script, silence, message) => {
    await expect(printed(script, silence)).rejects.toThrow(message);
  });

  it('one line where it is not there', async () => {
    const all = async (): Promise<void> => {
      for await (const chunk of toolStream('/nowhere/x', [], env, explain)) expect(chunk).toBeUndefined();
    };
    await expect(all()).rejects.toThrow(/^it could not be started: there is no such file$/);
  });

  it('ends with whoever reads no further', async () => {
    let pid = 0;
    for await (const chunk of toolStream('/bin/sh', ['-c', 'echo $$; while :; do echo more; done'], env, explain)) {
      pid = Number.parseInt(Buffer.from(chunk).toString(), 10);
      break;
    }
    const isThere = (): boolean => {
      try {
        return process.kill(pid, 0);
      } catch {
        return false;
      }
    };
    for (let tries = 0; tries < 200 && isThere(); tries++) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(isThere()).toBe(false);
  });
});

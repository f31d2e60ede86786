import { mkdtempSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { machineDoor } from './machine-door.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'door-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string): string => join(folder, name);

describe('files', () => {
  it('tells apart what is not there and what is not read', () => {
    writeFileSync(at('big'), '');
    truncateSync(at('big'), 100 * 1024 * 1024);
    symlinkSync('loop', at('loop'));
    expect(machineDoor.read(at('none'))).toEqual({ missing: true });
    expect(machineDoor.read(at('big'))).toEqual({ refused: expect.stringMatching(/too large/) });
    expect(machineDoor.read(at('loop'))).toEqual({ refused: expect.stringMatching(/circle/) });
    expect(machineDoor.read(folder)).toEqual({ refused: 'it is a folder' });
  });
  it('reads /proc as it is', () => {
    expect(machineDoor.read('/proc/sys/kernel/osrelease')).toEqual({ text: readFileSync('/proc/sys/kernel/osrelease', 'utf8') });
    expect(machineDoor.words(`/proc/${process.pid}/cmdline`)?.[0]).toMatch(/node/);
    expect(machineDoor.words('/proc/0/cmdline')).toBeUndefined();
  });
});

describe('programs', () => {
  it.each([
    ['what it prints', '/bin/echo', ['a b'], 'a b\n'],
    ['one that fails', '/bin/false', [], undefined],
    ['one that is not there', '/bin/none-such', [], undefined],
    ['one that never ends', '/bin/sleep', ['60'], undefined],
    ['one that never stops talking', '/usr/bin/yes', [], undefined],
  ])('%s', async (_, program, args, expected) => {
    const started = performance.now();
    expect(await machineDoor.run(program, args)).toBe(expected);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

describe('an engine at a socket', () => {
  const behind = async (name: string, answer: (socket: Socket) => void): Promise<string | undefined> => {
    const server: Server = createServer((socket) => {
      socket.on('error', () => {});
      answer(socket);
    });
    await new Promise<void>((resolve) => server.listen(at(name), resolve));
    try {
      return await machineDoor.ask(at(name), '/info');
    } finally {
      server.close();
    }
  };
  const head = 'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n';

  it('that answers', async () => expect(await behind('a', (socket) => socket.end(`${head}{"a":1}`))).toBe('{"a":1}'));
  it('that says no', async () =>
    expect(await behind('b', (socket) => socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\nno'))).toBeUndefined());
  it('that is silent', async () => expect(await behind('c', () => {})).toBeUndefined());
  it('that speaks something else', async () => expect(await behind('d', (socket) => socket.end('220 smtp\r\n'))).toBeUndefined());
  it('that hangs up', async () => expect(await behind('e', (socket) => socket.destroy())).toBeUndefined());
  it('that never ends', async () =>
    expect(
      await behind('f', (socket) => {
        const more = (): void => {
          if (!socket.destroyed) socket.write('x'.repeat(65_536), () => setImmediate(more));
        };
        socket.write(head);
        more();
      }),
    ).toBeUndefined());
  it('that is not there', async () => expect(await machineDoor.ask(at('none'), '/info')).toBeUndefined());
});

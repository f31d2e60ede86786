import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { addressesOf, listenOn } from './listener.ts';

const told = (port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = '';
    const socket = connect(port, '127.0.0.1');
    socket.on('data', (part) => {
      said += part.toString('utf8');
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(said));
  });

it('tells its word to whoever connects, and is gone when it is closed', async () => {
  const listening = await listenOn('127.0.0.1');
  if (listening === undefined) throw new Error('nothing listens');
  expect(listening.word).toMatch(/^[0-9a-f]{32}$/);
  expect(await told(listening.port)).toBe(listening.word);
  listening.close();
  await expect(told(listening.port)).rejects.toThrow('ECONNREFUSED');
});

it('each listener has a word of its own', async () => {
  const both = await Promise.all([listenOn('127.0.0.1'), listenOn('127.0.0.1')]);
  expect(new Set(both.map((one) => one?.word)).size).toBe(2);
  for (const one of both) one?.close();
});

it('an address that is not of this machine', async () => {
  expect(await listenOn('198.51.100.77')).toBeUndefined();
});

it('names the loopback address among those of the machine', () => {
  expect(addressesOf()).toContainEqual(expect.objectContaining({ address: '127.0.0.1' }));
});

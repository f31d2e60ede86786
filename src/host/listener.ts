import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';

/** Something that listens on this machine, until it is closed. */
export interface Listening {
  readonly address: string;
  readonly port: number;
  /** Whoever connects is told this, and nothing else. */
  readonly word: string;
  close(): void;
}

/** Listens on an address of this machine, at a port that the kernel chooses; undefined where that is not possible. What is sent to it is not read. */
export function listenOn(address: string): Promise<Listening | undefined> {
  const word = randomBytes(16).toString('hex');
  return new Promise((resolve) => {
    const server: Server = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.end(word);
      socket.resume();
    });
    server.maxConnections = 16;
    server.on('error', () => resolve(undefined));
    server.listen(0, address, () => {
      server.unref();
      const bound = server.address();
      if (bound === null || typeof bound === 'string') return resolve(undefined);
      resolve({ address, port: bound.port, word, close: () => server.close() });
    });
  });
}

/** The IPv4 addresses of this machine's interfaces, by their names. */
export const addressesOf = (): readonly { readonly name: string; readonly address: string }[] =>
  Object.entries(networkInterfaces()).flatMap(([name, all]) =>
    (all ?? []).flatMap(({ family, address }) => (family === 'IPv4' ? [{ name, address }] : [])),
  );

import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { deb, dsa, fresh, imported, looked, npm, osv, sourcesOf, text } from '../../../test/support/advisory-database.ts';
import { zipFile } from '../../../test/support/zip.ts';
import { feedsOf } from './feeds.ts';
import { fetchInto } from './fetch.ts';
import { renewDatabase } from './renew.ts';

describe('update', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });
  async function serving(answer: RequestListener): Promise<string> {
    const server = createServer(answer);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
  async function updated(path: string, addresses: readonly string[]) {
    const results: { line?: string; problems: readonly string[] }[] = [];
    const base = addresses[0] === undefined ? '' : new URL(addresses[0]).origin;
    await renewDatabase(path, false, async (writer) => {
      let changed = false;
      for (const address of addresses) {
        const { changed: one, ...result } = await fetchInto({ address }, join(fresh(), 'feed'), writer);
        changed ||= one;
        results.push(result);
      }
      return changed;
    });
    return results.map(({ line, problems }) => (line ?? problems.join()).replaceAll(base, 'X'));
  }
  const zip = Buffer.from(zipFile({ 'GHSA-1.json': Buffer.from(text(osv('GHSA-1'))), 'GHSA-2.json': Buffer.from(text(osv('GHSA-2'))) }));

  it('fetches what is new, and asks only whether the rest still is as it was', async () => {
    const asked: string[] = [];
    const base = await serving((request, response) => {
      asked.push(`${request.url} ${request.headers['if-none-match'] ?? 'anew'}`);
      if (request.url === '/old/all.zip') return void response.writeHead(302, { location: '/npm/all.zip' }).end();
      if (request.headers['if-none-match'] === '"1"') return void response.writeHead(304).end();
      response.writeHead(200, { etag: '"1"' }).end(request.url === '/npm/all.zip' ? zip : gzipSync(dsa));
    });
    const path = join(fresh(), 'a.db');
    const addresses = [`${base}/old/all.zip`, `${base}/list.gz`];
    expect(await updated(path, addresses)).toEqual(['2 advisories', '1 advisory']);
    expect(await updated(path, addresses)).toEqual(['as it was', 'as it was']);
    expect(asked).toEqual([
      '/old/all.zip anew',
      '/npm/all.zip anew',
      '/list.gz anew',
      '/old/all.zip "1"',
      '/npm/all.zip "1"',
      '/list.gz "1"',
    ]);
    expect(looked(path, [npm, deb]).ids).toEqual(['GHSA-1', 'GHSA-2', 'CVE-2023-1111', 'CVE-2023-2222']);
    expect(sourcesOf(path).map(({ name }) => name)).toEqual(['Debian DSA list', 'GitHub advisory database']);
  });

  const breaking = (_: IncomingMessage, response: ServerResponse): void =>
    void response.writeHead(200, { 'content-length': 99_999 }).write(zip.subarray(0, 50), () => response.destroy());
  it.each<[string, RequestListener, RegExp]>([
    ['not there', (_, response) => void response.writeHead(404).end(), /^X\/f: there is no such file$/],
    ['refused', (_, response) => void response.writeHead(503).end(), /^X\/f: it answers with status 503$/],
    ['it breaks off', breaking, /^X\/f: .*(?:breaks off|broke off|closed|reset)/],
    ['half a file', (_, response) => void response.end(zip.subarray(0, -30)), /^X\/f: it is no zip file, or a damaged one$/],
    ['a page of words', (_, response) => void response.end('<html>Sign in</html>'), /^X\/f: it holds no advisories$/],
    ['in a circle', (_, response) => void response.writeHead(302, { location: '/f' }).end(), /more than 5 times/],
    [
      'to somewhere else',
      (_, response) => void response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
      /an address that is not followed/,
    ],
  ])('%s: what was known stays', async (_, answer, message) => {
    const { path } = await imported({ a: dsa });
    const base = await serving(answer);
    expect(await updated(path, [`${base}/f`])).toEqual([expect.stringMatching(message)]);
    expect(looked(path, [deb]).ids).toEqual(['CVE-2023-1111', 'CVE-2023-2222']);
    expect(existsSync(path)).toBe(true);
  });

  it('knows where they are published', () => {
    const addresses = feedsOf().map(({ address }) => address);
    expect(addresses).toContain('https://security-tracker.debian.org/tracker/data/json');
    expect(addresses).toContain('https://secdb.alpinelinux.org/v3.19/community.json');
    expect(addresses).toContain('https://secdb.alpinelinux.org/v3.2/main.json');
    expect(addresses).toContain('https://secdb.alpinelinux.org/edge/main.json');
    expect(addresses).toContain('https://storage.googleapis.com/osv-vulnerabilities/Rocky%20Linux/all.zip');
    expect(addresses).toContain('https://storage.googleapis.com/osv-vulnerabilities/Azure%20Linux/all.zip');
    expect(feedsOf(['osv:crates.io']).map(({ address }) => address)).toEqual([
      'https://storage.googleapis.com/osv-vulnerabilities/crates.io/all.zip',
    ]);
    expect(() => feedsOf(['file:///etc/passwd'])).toThrow(/none of debian, alpine/);
    expect(() => feedsOf(['osv:../x'])).toThrow(/none of debian, alpine/);
  });
});

import { existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow, writeImage } from './image.mjs';
import { median, peakMemory, timed } from './measure.mjs';

const bare = new URL('./bare-scan.mjs', import.meta.url).pathname;
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const mega = 1024 ** 2;
const there = (...folders) => folders.filter((folder) => existsSync(folder));

/** Of this machine's own files, as images hold them. */
const images = {
  'several layers': () => [
    filesBelow(there('/usr/bin'), 100 * mega),
    filesBelow(there('/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64'), 100 * mega),
    filesBelow(there('/usr/share'), 80 * mega, mega),
    filesBelow(there('/usr/lib/python3', '/usr/include', '/usr/lib/gcc'), 60 * mega),
  ],
  'one large layer': () => [
    filesBelow(there('/usr/bin', '/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64'), 350 * mega),
  ],
  'many small files': () => [
    filesBelow(there(new URL('../../node_modules', import.meta.url).pathname), 160 * mega, 30_000),
    filesBelow(there('/usr/share', '/usr/include', '/usr/lib/python3'), 120 * mega, 20_000),
  ],
};

/** How long a scan takes, cold and from what it remembers, beside unpacking and hashing the same layers: interleaved, in the same run. */
export async function scanRows(cli, folder, print) {
  const cache = { XDG_CACHE_HOME: join(folder, 'cache') };
  for (const [title, layers] of Object.entries(images)) {
    const path = join(folder, 'image.tar');
    const { plain } = await writeImage(path, layers());
    const scan = [cli, 'scan', `archive:${path}`];
    const times = { bare: [], cold: [], warm: [] };
    for (let round = 0; round < rounds; round++) {
      times.bare.push(timed([bare, path]));
      rmSync(cache.XDG_CACHE_HOME, { recursive: true, force: true });
      times.cold.push(timed(scan, undefined, cache));
      times.warm.push(timed(scan, undefined, cache));
    }
    const [one, cold, warm] = [times.bare, times.cold, times.warm].map(median);
    const ms = (seconds) => `${(seconds * 1000).toFixed(0)} ms`;
    print(`${title}`, `${(plain / 1e6).toFixed(0)} MB`, `${(statSync(path).size / 1e6).toFixed(0)} MB packed`);
    print('  bare unpacking and hashing', ms(one));
    print('  bulkhead scan', ms(cold), `${(cold / one).toFixed(2)} x (aim: at most 1.5), ${(plain / 1e6 / cold).toFixed(0)} MB/s`);
    print('  the same again', ms(warm), 'aim: at most 500 ms');
    print('  peak memory', `${((await peakMemory([...scan, '--no-cache'])) / 1024).toFixed(0)} MiB`);
    rmSync(path);
  }
}

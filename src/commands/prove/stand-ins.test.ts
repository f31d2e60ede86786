import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, expect, it } from 'vitest';
import type { EngineProgram } from './engine.ts';
import { standIns } from './stand-ins.ts';

/** An engine that has one volume, one network and one container. */
const there = ['volume inspect kept', 'network inspect front', 'container inspect web'];
const engine: EngineProgram = {
  kind: 'docker',
  run: async (words) =>
    there.includes(words.join(' ')) ? { kind: 'done', stdout: '' } : { kind: 'failed', stdout: '', stderr: 'no such' },
  remove: async () => ({ kind: 'stopped', why: '' }),
  noteFor: () => ({ kind: 'file', path: '', pid: 1, start: '' }),
  engine: () => Promise.reject(new Error('nobody asks')),
};

const empty = (path: string) => `--mount=type=volume,destination=${path}`;
const folder = mkdtempSync(`${tmpdir()}/stand-ins-`);
afterAll(() => rmSync(folder, { recursive: true }));
const emptyFolder = `--volume=${folder}/0:/data:ro,z`;

it.each<[string, string | undefined, RegExp?]>([
  ['--volume=kept:/data', '--volume=kept:/data'],
  ['--volume=/anonymous', '--volume=/anonymous'],
  ['--volume=gone:/data', empty('/data'), /no gone yet: an empty volume .* at \/data/],
  ['--volume=gone:/data:ro', emptyFolder, /no gone/],
  ['--volume=/tmp:/data', '--volume=/tmp:/data'],
  ['--volume=/no/such/path:/data', empty('/data'), /no \/no\/such\/path/],
  ['--volume=./relative:/data', '--volume=./relative:/data'],
  ['--mount=type=bind,source=/no/such/path,target=/data,readonly', emptyFolder, /no \/no\/such\/path/],
  ['--mount=type=volume,src=gone,dst=/data', empty('/data'), /no gone/],
  ['--mount=type=tmpfs,destination=/data', '--mount=type=tmpfs,destination=/data'],
  ['--network=front', '--network=front'],
  ['--network=none', '--network=none'],
  ['--network=bridge', '--network=bridge'],
  ['--network=slirp4netns:mtu=1500', '--network=slirp4netns:mtu=1500'],
  ['--network=back', undefined, /no network back/],
  ['--network=name=back,alias=x', undefined, /no network back/],
  ['--network=container:web', '--network=container:web'],
  ['--pid=container:gone', undefined, /no container gone/],
  ['--volumes-from=gone:ro', undefined, /no container gone/],
  ['--read-only=true', '--read-only=true'],
])('%s', async (option, expected, note) => {
  const { options, notes } = await standIns([option], engine);
  expect(options(`${folder}/program`)).toEqual(expected === undefined ? [] : [expected]);
  expect(notes).toEqual(note === undefined ? [] : [expect.stringMatching(note)]);
});

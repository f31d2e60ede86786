import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LayerFact, LayerFile } from '../../model/index.ts';
import { fileCapabilities } from './capability.ts';
import { rightsReader } from './reader.ts';

const entry = (path: string, mode: number, more: Partial<LayerFile> = {}): LayerFile => ({
  path,
  type: '0',
  mode,
  uid: 0,
  gid: 0,
  size: 10,
  link: '',
  ...more,
});
const kinds = (facts: readonly LayerFact[] = []) => facts.map((fact) => (fact.kind === 'file' ? fact.what : fact.kind));

/** le32 words. */
const words = (...values: readonly number[]): Uint8Array => new Uint8Array(new Uint32Array(values).buffer);

describe('rights of a file', () => {
  it.each<[string, LayerFile, readonly string[]]>([
    ['an ordinary program', entry('usr/bin/cat', 0o755), []],
    ['set-uid', entry('opt/x', 0o4755), ['set-uid']],
    ['set-uid that nobody may run', entry('opt/x', 0o4644), []],
    ['set-gid', entry('opt/x', 0o2755), ['set-gid']],
    ['set-gid without the group', entry('opt/x', 0o2705), []],
    ['both', entry('opt/x', 0o6755), ['set-uid', 'set-gid']],
    ['a set-gid folder', entry('opt/x', 0o2755, { type: '5' }), []],
    ['a link', entry('opt/x', 0o4777, { type: '2' }), []],
    ['another name of a set-uid file', entry('opt/x', 0o4755, { type: '1', size: 0 }), ['set-uid']],
    ['a file of everybody', entry('srv/x', 0o666), ['world-writable']],
    ['a folder of everybody', entry('srv/x', 0o777, { type: '5' }), ['world-writable']],
    ['a sticky one', entry('srv/x', 0o1777, { type: '5' }), []],
    ['one that is meant so', entry('tmp/x', 0o777, { type: '5' }), []],
    ['a device', entry('srv/x', 0o666, { type: '3' }), []],
    ['a folder of the system', entry('usr/bin', 0o777, { type: '5' }), ['writable-system']],
    ['a program of somebody', entry('usr/bin/x', 0o755, { uid: 1000 }), ['writable-system']],
    ['a program of a group', entry('usr/bin/x', 0o775, { gid: 50 }), ['writable-system']],
    ['a folder of the group staff', entry('usr/local/lib', 0o2775, { gid: 50, type: '5' }), []],
    ['that group elsewhere', entry('usr/lib', 0o2775, { gid: 50, type: '5' }), ['writable-system']],
    ['a program that a group only reads', entry('usr/bin/x', 0o755, { gid: 50 }), []],
    ['a program of the group root', entry('usr/bin/x', 0o775), []],
    ['the users, of the group root', entry('etc/passwd', 0o664), ['writable-system']],
    ['a file of somebody elsewhere', entry('srv/x', 0o644, { uid: 1000 }), []],
    ['a shell', entry('bin/bash', 0o755), ['shell']],
    ['a shell of busybox', entry('bin/busybox', 0o755), ['shell']],
    ['a shell that may not be run', entry('bin/bash', 0o644), []],
    ['no program', entry('srv/bash', 0o755), []],
    ['a folder that only ends alike', entry('srv/robin/bash', 0o755), []],
    ['a compiler with machine and version', entry('usr/bin/x86_64-linux-gnu-gcc-12', 0o755), ['build-tool']],
    ['a compiler elsewhere', entry('usr/local/go/bin/go', 0o755), ['build-tool']],
    ['pip', entry('usr/local/bin/pip3.12', 0o755), ['package-manager']],
    ['npm', entry('usr/local/lib/node_modules/npm/bin/npm-cli.js', 0o755), ['package-manager']],
    ['a set-uid shell', entry('usr/bin/dash', 0o4755), ['set-uid', 'shell']],
    ['capabilities', entry('srv/x', 0o755, { capability: words(0x02000001, 1 << 13, 0, 0, 0) }), ['capabilities']],
  ])('%s', (_, file, expected) => expect(kinds(rightsReader().entry?.(file))).toEqual(expected));

  it('leaves what lies in a folder of everybody to it, once there are many', () => {
    const reader = rightsReader();
    const told = [entry('srv', 0o777, { type: '5' }), ...Array.from({ length: 1000 }, (_, at) => entry(`srv/${at}`, 0o666))];
    expect(told.flatMap((file) => reader.entry?.(file) ?? []).length).toBe(200);
    expect(kinds(reader.entry?.(entry('opt/x', 0o666)))).toEqual(['world-writable']);
  });

  it('has an end', () => {
    const reader = rightsReader();
    const facts = Array.from({ length: 6000 }, (_, at) => entry(`srv/${at}`, 0o666)).flatMap((file) => reader.entry?.(file) ?? []);
    expect(facts.length).toBe(5001);
    expect(facts.at(-1)).toMatchObject({ kind: 'problem' });
  });
});

describe('security.capability', () => {
  it.each<[string, Uint8Array, readonly string[] | undefined]>([
    ['revision 2, effective', words(0x02000001, 1 << 13, 0, 0, 0), ['CAP_NET_RAW']],
    ['revision 2, permitted only', words(0x02000000, (1 << 10) | (1 << 13), 0, 0, 0), ['CAP_NET_BIND_SERVICE', 'CAP_NET_RAW']],
    ['revision 3, of a user namespace', words(0x03000001, 1 << 21, 0, 0, 0, 100_000), ['CAP_SYS_ADMIN']],
    ['revision 1', words(0x01000001, 1, 0), ['CAP_CHOWN']],
    ['the upper half', words(0x02000001, 0, 0, 1 << 7, 0), ['CAP_BPF']],
    ['number 31', words(0x02000001, 0x80000000, 0, 0, 0), ['CAP_SETFCAP']],
    ['one that has no name yet', words(0x02000001, 0, 0, 1 << 30, 0), ['CAP_62']],
    ['inheritable only', words(0x02000000, 0, 1 << 13, 0, 0), undefined],
    ['empty', words(0x02000001, 0, 0, 0, 0), undefined],
    ['of a wrong length', words(0x02000001, 1, 0), undefined],
    ['of a revision to come', words(0x04000001, 1, 0, 0, 0, 0), undefined],
  ])('%s', (_, value, expected) => expect(fileCapabilities(value)).toEqual(expected));

  it('takes any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => fileCapabilities(bytes)?.length !== 0));
  });
});

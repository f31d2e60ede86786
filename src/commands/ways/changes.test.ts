import { describe, expect, it } from 'vitest';
import { fileContext } from '../../host/context.ts';
import type { Container, Field } from '../../model/index.ts';
import { declare, readerOf, surfaceById } from '../declare.ts';
import { settle } from '../settle.ts';
import { changesOf } from './changes.ts';

async function changesIn(service: string, engine: 'docker' | 'podman' = 'docker') {
  const text = `services:\n  web:\n    image: registry.example/web:1\n${service.replace(/^/gm, '    ')}\n`;
  const surface = surfaceById('compose');
  const { containers } = await declare(surface, { path: 'compose.yaml', text }, fileContext());
  const [declared] = containers as [Container];
  const { container } = await settle(declared, { kind: engine, version: engine === 'docker' ? '29' : '5.4' }, fileContext());
  const { phrases } = await readerOf(surface);
  return { container, words: phrases };
}

const bounding = ({ process }: Container, name: string): Field<string> | undefined =>
  process.capabilities?.bounding?.find((entry) => entry.state !== 'unknown' && entry.value === name);

describe('the change that turns a measure on', () => {
  it.each<[string, string, string, string, readonly string[] | undefined]>([
    ['is said in the words of the surface', 'pid: host', 'host-pid', 'host-pid', ['remove pid']],
    ['is that of the line which brought it about', 'privileged: true', 'seccomp', 'privileged', ['remove privileged']],
    ['is a default without a line', 'user: "0"', 'no-new-privileges', 'no-new-privileges', ['security_opt: [no-new-privileges:true]']],
  ])('%s', async (_, service, control, expected, remedy) => {
    const { container, words } = await changesIn(service);
    expect(changesOf(container, words)(control)).toMatchObject({ control: expected, container: container.id, remedy });
  });

  it.each([
    ['what is on', 'read_only: true', 'read-only-root'],
    ['what nobody knows', 'pid: $' + '{PID}', 'host-pid'],
    ['what the daemon decides', 'userns_mode: host', 'user-namespace'],
    ['what is no control', '{}', 'no-such-control'],
  ])('is none for %s', async (_, service, control) => {
    const { container, words } = await changesIn(service === '{}' ? 'user: "0"' : service);
    expect(changesOf(container, words)(control)).toBeUndefined();
  });

  it('is that of the entry where there are several', async () => {
    const { container, words } = await changesIn('cap_add: [SYS_ADMIN, SYS_MODULE]');
    const change = changesOf(container, words);
    const [admin, module] = ['CAP_SYS_ADMIN', 'CAP_SYS_MODULE'].map((name) => change('dangerous-capabilities', bounding(container, name)));
    expect([admin?.remedy, module?.remedy]).toEqual([['remove SYS_ADMIN from cap_add'], ['remove SYS_MODULE from cap_add']]);
    expect(admin?.key).not.toBe(module?.key);
  });

  it('is none that cannot be written', async () => {
    const { container, words } = await changesIn('pid: host');
    expect(changesOf(container, words, [], () => false)('host-pid')).toBeUndefined();
  });

  it('is named without words where nobody declared it', async () => {
    const { container } = await changesIn('pid: host');
    expect(changesOf(container, undefined)('host-pid')).toEqual({ key: expect.any(String), control: 'host-pid', container: container.id });
  });
});

import { describe, expect, it } from 'vitest';
import { type Container, type Origin, written } from '../../model/index.ts';
import { bareContainer } from '../../reports/bare.ts';
import { resolve } from '../index.ts';
import { defaultEngine } from '../known.ts';

const source = { path: 'config.json', text: 'x'.repeat(10) };
const origin: Origin = { source, start: 1, end: 2 };
const declared: Container = { ...bareContainer('oci-bundle'), origin };
const effective = (parts: Partial<Container> = {}) => resolve({ ...declared, ...parts }, defaultEngine('oci'));
const from = 'OCI runtime specification 1.2: absent';

describe('a bundle is run as it is written', () => {
  it('has none of the measures that it does not name', () => {
    const { process, root, linux } = effective();
    expect(process.noNewPrivileges).toEqual({ state: 'default', value: false, from });
    expect(process.capabilities).toEqual({ bounding: [], effective: [], permitted: [], inheritable: [], ambient: [] });
    expect(process.apparmor).toMatchObject({ value: { profile: 'unconfined' }, origin });
    expect(process.selinux).toMatchObject({ value: { disabled: true }, origin });
    expect(root.readonly).toMatchObject({ value: false, from });
    expect(linux.seccomp).toMatchObject({ value: { profile: 'unconfined' } });
    expect(linux.maskedPaths).toMatchObject({ value: [] });
    expect(linux.namespaces.pid).toMatchObject({ value: { mode: 'host' }, from });
    expect(linux.resources).toMatchObject({ memory: { limit: { value: -1 } }, pids: { limit: { value: -1 } } });
  });

  it('keeps what is written', () => {
    const pid = written({ mode: 'private' } as const, origin);
    const bounding = [written('CAP_CHOWN', origin)];
    const result = effective({
      process: { ...declared.process, capabilities: { bounding } },
      linux: { ...declared.linux, namespaces: { pid } },
    });
    expect(result.linux.namespaces.pid).toBe(pid);
    expect(result.process.capabilities?.bounding).toBe(bounding);
  });

  it('adds no mount and no sysctl', () => {
    expect(effective().mounts).toEqual([]);
    expect(effective().linux.sysctl).toEqual([]);
  });

  it('does not miss the one of AppArmor and SELinux that the host has not', () => {
    const apparmor = written({ profile: 'named', name: 'web' } as const, origin);
    expect(effective({ process: { ...declared.process, apparmor } }).process.selinux).toBeUndefined();
  });
});

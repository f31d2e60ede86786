import { describe, expect, it } from 'vitest';
import { effective, value } from '../../test/support/effective.ts';
import { at } from '../../test/support/table.ts';
import { unknown } from '../model/index.ts';

describe('masked and read-only paths', () => {
  it.each([
    ['docker@20.10.26', '/sys/devices/virtual/powercap', false],
    ['docker@20.10.27', '/sys/devices/virtual/powercap', true],
    ['docker@24.0.6', '/sys/devices/virtual/powercap', false],
    ['docker@24.0', '/sys/devices/virtual/powercap', true],
    ['docker@28.0.1', '/proc/interrupts', false],
    ['docker@28.0.2', '/proc/interrupts', true],
    ['docker@28.0.2', '/sys/devices/system/cpu/cpu*/thermal_throttle', true],
    ['podman@4.9', '/sys/devices/virtual/powercap', false],
    ['podman@5.0', '/sys/devices/virtual/powercap', true],
    ['podman@5.3', '/sys/dev/block', true],
    ['podman@5.4', '/sys/dev/block', false],
    ['podman@5.4', '/proc/interrupts', false],
    ['podman@5.5', '/proc/interrupts', true],
    ['podman', '/sys/fs/selinux', true],
    ['docker', '/sys/fs/selinux', false],
    ['kubernetes@1.30', '/sys/devices/virtual/powercap', false],
    ['kubernetes@1.31', '/sys/devices/virtual/powercap', true],
    ['kubernetes@1.33.5', '/proc/interrupts', false],
    ['kubernetes@1.33', '/proc/interrupts', true],
  ])('%s masks %s: %s', (text, path, masked) => {
    expect((value(effective(text).linux.maskedPaths) as string[]).includes(path)).toBe(masked);
  });

  it.each([
    ['docker', ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger']],
    ['kubernetes', ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger']],
    ['podman', ['/proc/asound', '/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger']],
  ])('%s makes read-only %j', (text, paths) => {
    expect(value(effective(text).linux.readonlyPaths)).toEqual(paths);
  });

  it('unmask takes paths out of both lists, mask adds one', () => {
    const view = effective('podman', { linux: { unmask: [at('/proc/*', 3)], mask: [at('/srv')] } });
    expect(value(view.linux.maskedPaths)).toEqual([
      '/sys/devices/virtual/powercap',
      '/sys/devices/system/cpu/cpu*/thermal_throttle',
      '/sys/firmware',
      '/sys/fs/selinux',
      '/srv',
    ]);
    expect(view.linux.readonlyPaths).toMatchObject({ value: [], origin: at('', 3).origin });
    expect(effective('podman', { linux: { unmask: [at('ALL')] } }).linux.maskedPaths).toMatchObject({ value: [], from: 'unmask=ALL' });
    expect(value(effective('podman', { linux: { unmask: [unknown('?')] } }).linux.maskedPaths)).toBe('?');
    expect(value(effective('podman', { linux: { mask: [unknown('?')] } }).linux.maskedPaths)).toBe('?');
  });
});

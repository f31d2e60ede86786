import { describe, expect, it } from 'vitest';
import { bind, mount } from '../../../test/support/mount.ts';
import { at, container, table } from '../../../test/support/table.ts';
import { byDefault, unknown } from '../../model/index.ts';
import { readOnlyMounts } from './control.ts';

table(readOnlyMounts, [
  ['no mounts', {}, 'inapplicable'],
  ['a file, read-only', { mounts: [bind('./nginx.conf', { readonly: at(true) })] }, 'held'],
  ['a file, writable', { mounts: [bind('./nginx.conf')] }, 'broken', /\.\/nginx\.conf writable/],
  ['writable by default', { mounts: [bind('./nginx.conf', { readonly: byDefault(false, "Docker's default") })] }, 'broken'],
  ['a folder below /etc', { mounts: [mount('bind', './prometheus', '/etc/prometheus')] }, 'broken'],
  ['scripts that run once', { mounts: [mount('bind', './sql', '/docker-entrypoint-initdb.d/')] }, 'broken'],
  ['sources under development', { mounts: [bind('./src'), bind('.')] }, 'inapplicable'],
  ['a data file', { mounts: [bind('./app.db'), bind('./nginx.log')] }, 'inapplicable'],
  ['a settings folder that the program owns', { mounts: [mount('bind', './config', '/config')] }, 'inapplicable'],
  ['the folder of a service that moved in', { mounts: [mount('bind', '/etc/pihole/', '/etc/pihole')] }, 'inapplicable'],
  ['a dot in the folder only', { mounts: [bind('./v1.conf/data')] }, 'inapplicable'],
  ['a volume', { mounts: [mount('volume', 'settings', '/etc/app')] }, 'inapplicable'],
  ['a ConfigMap', { engine: 'kubernetes', mounts: [mount('object', 'settings', '/etc/app')] }, 'inapplicable'],
  ['not resolved', { mounts: [bind('./nginx.conf', { readonly: unknown('${RO} is not set') })] }, 'unknown'],
  ['Windows', { os: at('windows'), mounts: [bind('./nginx.conf')] }, 'inapplicable'],
]);

describe('read-only-mounts', () => {
  it('points to the mount where nobody wrote that it is writable', () => {
    const mounts = [{ ...bind('./nginx.conf', { readonly: byDefault(false, "Docker's default") }), source: at('./nginx.conf', 7) }];
    expect(readOnlyMounts.judge(container({ mounts }))).toMatchObject([{ origin: { start: 7 } }]);
  });
  it('changes only what is writable', () => {
    const mounts = [mount('bind', './a.conf', '/a.conf'), mount('bind', './b.conf', '/b.conf', { readonly: at(true) }), bind('./data')];
    expect(readOnlyMounts.harden(container({ mounts }))).toEqual([{ set: 'mounts.readonly', to: { destination: '/a.conf' } }]);
  });
});

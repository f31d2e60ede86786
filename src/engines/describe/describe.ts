import { type Container, knownValue, type Port } from '../../model/index.ts';
import { linuxRows } from './linux.ts';
import { mountRows } from './mount.ts';
import { processRows } from './process.ts';
import { list, type Row, row, writtenRow } from './row.ts';

/**
 * The effective view as rows in a stable order: process, root, mounts, linux, ports, then the rest.
 * No row holds the value of an environment variable, of an argument or of a secret.
 */
export function describe(effective: Container): readonly Row[] {
  return [
    ...processRows(effective),
    ...row('root.readonly', effective.root.readonly),
    ...effective.mounts.flatMap(mountRows),
    ...linuxRows(effective),
    ...effective.ports.flatMap(portRows),
    ...list('networks', effective.networks),
    ...effective.secrets.map(({ name, origin }) => writtenRow(`secrets[${name}]`, name, origin)),
    ...row('privileged', effective.privileged),
    ...row('hostname', effective.hostname),
    ...row('image.reference', effective.image.reference),
    ...row('healthcheck', effective.healthcheck, ({ disabled }) => (disabled ? 'disabled' : 'set')),
    ...row('serviceAccountToken', effective.serviceAccountToken),
    ...row('runtime', effective.runtime),
    ...row('os', effective.os),
  ];
}

function portRows(port: Port): readonly Row[] {
  const path = `ports[${knownValue(port.containerPort) ?? '?'}]`;
  return [
    writtenRow(`${path}.published`, port.published ? 'yes' : 'no', port.origin),
    ...row(`${path}.hostIp`, port.hostIp),
    ...row(`${path}.hostPort`, port.hostPort),
    ...row(`${path}.protocol`, port.protocol),
  ];
}

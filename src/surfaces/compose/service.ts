import type { Container } from '../../model/index.ts';
import { acceptancesOf } from './accepted.ts';
import { besideOf } from './beside.ts';
import { build } from './build.ts';
import { devices } from './devices.ts';
import { healthcheck } from './health.ts';
import { checkKeys } from './keys.ts';
import { boolean, words } from './kinds.ts';
import { mounts } from './mounts.ts';
import { namespaces, networks } from './namespaces.ts';
import { ports } from './ports.ts';
import { processOf } from './process.ts';
import { resources } from './resources.ts';
import { secretUses } from './secrets.ts';
import { security } from './security.ts';
import { get, type Service } from './service-keys.ts';
import { sysctls } from './sysctls.ts';

/** One service as it is declared: what is not written is not there. */
export function containerOf(service: Service, id: string): Container {
  checkKeys(service);
  const secured = security(service);
  const { maskedPaths, readonlyPaths, mask, unmask, seccomp } = secured;
  return {
    id,
    name: service.name,
    kind: 'container',
    surface: 'compose',
    engine: 'docker',
    acceptances: acceptancesOf(service),
    origin: service.origin,
    group: service.project.name,
    image: { reference: get(service, 'image', words), build: build(service) },
    process: processOf(service, secured),
    root: { readonly: get(service, 'read_only', boolean) },
    hostname: get(service, 'hostname', words),
    mounts: mounts(service),
    linux: {
      namespaces: namespaces(service),
      devices: devices(service),
      cgroupsPath: get(service, 'cgroup_parent', words),
      resources: resources(service),
      seccomp,
      maskedPaths,
      readonlyPaths,
      mask,
      unmask,
      sysctl: sysctls(service),
    },
    privileged: get(service, 'privileged', boolean),
    ports: ports(service),
    networks: networks(service),
    secrets: secretUses(service),
    healthcheck: healthcheck(service),
    runtime: get(service, 'runtime', words),
    ...(service.reading.context.everything ? { beside: besideOf(service) } : {}),
  };
}

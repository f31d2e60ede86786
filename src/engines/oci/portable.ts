import type { OciConfig, OciLinux } from './types.ts';

/**
 * The same for every runtime of the specification's first version. crun before 1.9 starts no `ociVersion` above 1.0 (its libcrun/container.c asks for "1.0"),
 * and nothing of a later one is used; runc before 1.2 knows no time namespace, which hides nothing; a profile of AppArmor is refused where the kernel
 * has none, and without a word about it a process has none either; crun 1.8 writes -1, no limit, into control groups as it stands, which the kernel
 * refuses for processes and processors, and without a word about it there is no limit either.
 */
export function portable(config: OciConfig): OciConfig {
  const { apparmorProfile, ...process } = config.process;
  return {
    ...config,
    ociVersion: '1.0.2',
    process: apparmorProfile === undefined || apparmorProfile === 'unconfined' ? process : { ...process, apparmorProfile },
    linux: {
      ...config.linux,
      namespaces: config.linux.namespaces.filter(({ type }) => type !== 'time'),
      resources: limited(config.linux.resources),
    },
  };
}

function limited({ cpu = {}, pids, ...others }: OciLinux['resources']): OciLinux['resources'] {
  const { quota, ...shares } = cpu;
  const own = typeof quota === 'number' && quota < 0 ? shares : cpu;
  return {
    ...others,
    ...(Object.keys(own).length === 0 ? {} : { cpu: own }),
    ...(pids === undefined || pids.limit < 0 ? {} : { pids }),
  };
}

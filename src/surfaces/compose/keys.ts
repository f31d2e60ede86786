import { boolean } from './kinds.ts';
import { problem } from './reading.ts';
import type { Service } from './service-keys.ts';
import { at } from './service-keys.ts';
import { entries, field, itemsOf } from './values.ts';

/** Read into the container. */
const read =
  'image build user group_add privileged cap_add cap_drop security_opt read_only tmpfs volumes volumes_from devices device_cgroup_rules gpus deploy ports expose networks network_mode net pid ipc uts cgroup userns_mode cgroup_parent sysctls ulimits mem_limit memswap_limit mem_reservation cpus cpu_quota cpu_period cpu_shares cpuset pids_limit blkio_config oom_kill_disable oom_score_adj environment env_file secrets configs healthcheck command entrypoint working_dir hostname runtime shm_size use_api_socket provider extends dockerfile';

/** Known, and nothing that a measure rests on: the Compose Specification of 2026-06, and formats 1 to 3 before it. */
const irrelevant =
  'annotations attach container_name cpu_count cpu_percent cpu_rt_period cpu_rt_runtime credential_spec depends_on develop dns dns_opt dns_search domainname external_links extra_hosts init isolation label_file labels links log_driver log_opt logging mac_address mem_swappiness models platform post_start pre_start pre_stop profiles pull_policy pull_refresh_after restart scale stdin_open stop_grace_period stop_signal storage_opt tty volume_driver';

/** A key that no measure is about. */
export const isIrrelevant = (key: string): boolean => irrelevant.split(' ').includes(key);

let known: ReadonlySet<string> | undefined;

/** Every key that is neither read nor known to be of no matter is a problem: it may touch what is judged. */
export function checkKeys(service: Service): void {
  known ??= new Set(`${read} ${irrelevant}`.split(' '));
  for (const [key, { key: node }] of service.pairs) {
    if (known.has(key) || key.startsWith('x-')) continue;
    problem(
      service.reading,
      node,
      `the service "${service.name}" has a key "${key}" that Compose does not know: mend its name, or begin it with x-`,
    );
  }
  for (const key of ['pre_start', 'post_start', 'pre_stop']) checkHooks(service, key);
}

/** A hook runs beside the container, with its own privileges: the model has no word for it. */
function checkHooks(service: Service, key: string): void {
  for (const hook of itemsOf(service.reading, at(service, key))) {
    if (hook.kind !== 'map') continue;
    const pair = entries(service.reading, hook).get('privileged');
    const privileged = field(service.reading, pair, boolean);
    if (pair === undefined || privileged === undefined || (privileged.state === 'written' && !privileged.value)) continue;
    problem(
      service.reading,
      pair.key,
      `a ${key} hook of "${service.name}" runs privileged, which is not judged: do without, or accept it knowingly`,
    );
  }
}

import { envHost, envMerge } from '../effects/environment.ts';
import { gidMap, ownUsers, uidMap } from '../effects/identity.ts';
import { pod } from '../effects/namespaces.ts';
import { seccompPolicy } from '../effects/privilege.ts';
import { healthCommand, onOff, rootfs, text } from '../effects/program.ts';
import { cgroupConf, cgroups } from '../effects/resources.ts';
import { secret } from '../effects/secret.ts';
import { type Flag, quiet, switches, takes, takesList, turns, values } from './flag.ts';

/**
 * Options of `podman run|create` that Docker does not have, old spellings included.
 * Sources: Podman 5.x cmd/podman/common/{create,netflags}.go, cmd/podman/containers/{run,create}.go, cmd/podman/utils/alias.go.
 */
export const podmanFlags = (): Flag[] => [
  takes('cgroup-conf', cgroupConf),
  takes('cgroups', cgroups),
  turns('env-host', envHost),
  takes('env-merge', envMerge),
  takesList('gidmap', gidMap),
  takesList('uidmap', uidMap),
  takes('subgidname', ownUsers),
  takes('subuidname', ownUsers),
  takes('healthcheck-command', healthCommand),
  takes(
    'os',
    text((draft) => draft.whole, 'os'),
  ),
  takes(
    'override-os',
    text((draft) => draft.whole, 'os'),
  ),
  takes('pod', pod),
  turns(
    'read-only-tmpfs',
    onOff((draft) => draft.root, 'writableTmpfs'),
  ),
  turns('rootfs', rootfs),
  takes('seccomp-policy', seccompPolicy),
  takes('secret', secret),

  ...switches('http-proxy no-hostname no-hosts passwd replace rmi tls-verify unsetenv-all'),
  ...values('arch authfile cert-dir chrootdirs conmon-pidfile creds decryption-key group-entry health-log-destination'),
  ...values('health-max-log-count health-max-log-size health-on-failure health-startup-cmd health-startup-interval'),
  ...values('health-startup-retries health-startup-success health-startup-timeout healthcheck-interval healthcheck-retries'),
  ...values('healthcheck-start-period healthcheck-timeout hosts-file hostuser image-volume init-ctr init-path'),
  ...values('override-arch override-variant passwd-entry personality pidfile pod-id-file preserve-fd preserve-fds rdt-class'),
  ...values('requires retry retry-delay sdnotify shm-size-systemd signature-policy systemd timeout tz umask unsetenv variant'),
  ...podmanEverywhere(),
];

/** Options of podman itself that it takes before and after the word run. Source: Podman 5.x cmd/podman/root.go, persistent flags. */
const podmanEverywhere = (): Flag[] => [
  ...switches('syslog trace transient-store'),
  ...values('cdi-spec-dir cgroup-manager conmon cpu-profile default-mounts-file events-backend hooks-dir imagestore log-level'),
  ...values('max-workers memory-profile namespace network-backend network-cmd-path network-config-dir pull-option registries-conf'),
  ...values('root runroot runtime-flag storage-driver tmpdir volumepath'),
];

/** Options of podman itself, before the word run. */
export const podmanGlobals = (): Flag[] => [
  ...podmanEverywhere(),
  takes(
    'runtime',
    text((draft) => draft.whole, 'runtime'),
  ),
  quiet('connection c', true),
  quiet('debug D', false),
  quiet('host H', true),
  quiet('remote r', false),
  quiet('version v', false),
  ...switches('help noout'),
  ...values('config context identity module out ssh storage-opt tls-ca tls-cert tls-details tls-key url'),
];

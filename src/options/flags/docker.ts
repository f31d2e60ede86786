import { apiSocket } from '../effects/mounts.ts';
import { type Flag, quiet, switches, turns, values } from './flag.ts';

/**
 * Options of `docker run|create` that Podman does not have; those for Windows are known and do nothing.
 * Source: docker/cli 29.8 cli/command/container/{opts,run,create}.go.
 */
export const dockerFlags = (): Flag[] => [
  turns('use-api-socket', apiSocket),
  ...values('cpu-count cpu-percent domainname health-start-interval io-maxbandwidth io-maxiops isolation link net-alias volume-driver'),
];

/** Options of docker itself, before the word run. Source: docker/cli 29.8 cli/flags/options.go. */
export const dockerGlobals = (): Flag[] => [
  quiet('context c', true),
  quiet('debug D', false),
  quiet('host H', true),
  quiet('log-level l', true),
  quiet('version v', false),
  ...switches('help tls tlsverify'),
  ...values('config tlscacert tlscert tlskey'),
];

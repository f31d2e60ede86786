import { type DockerDaemon, type HostControl, type HostVerdict, hiddenEngines, inapplicable } from '../../model/index.ts';
import { driftVerdicts } from './drift.ts';
import { settingVerdicts } from './settings.ts';

export const engineConfiguration: HostControl = {
  id: 'engine-configuration',
  group: 'host and engine',
  title: "The engine's own settings are the safe ones",
  stops:
    'What every container on the machine gets when its declaration says nothing: a way to its neighbours, new privileges, a disk that fills with logs.',
  why: 'Settings of the daemon are the floor under every container that it starts: turning one on there covers those whose authors forgot. icc: false needs containers that talk to share a network of their own, which Compose gives them anyway; no-new-privileges breaks images that rely on sudo; log limits throw old lines away. The daemon reads daemon.json when it starts, and refuses to start when the same setting is on its command line as well.',
  severity: 'medium',
  gain: 'privileges',
  level: 'recommended',
  references: {
    cisDocker: ['2.2', '2.4', '2.5', '2.6', '2.8', '2.14', '2.15', '2.16', '2.17', '5.3'],
    nist800190: ['4.4.3', '4.3.3'],
    mitre: ['T1610'],
  },
  steps: ['change /etc/docker/daemon.json, check it with dockerd --validate, then restart the daemon'],
  judge: (host) => {
    const verdicts = host.docker.flatMap((daemon: DockerDaemon): readonly HostVerdict[] => [
      ...settingVerdicts(daemon, host),
      ...driftVerdicts(daemon),
    ]);
    if (verdicts.length > 0) return verdicts;
    const hidden = hiddenEngines(host);
    return hidden.length > 0
      ? hidden
      : [inapplicable("no Docker daemon is installed; Podman has none, and a node's runtime is set up by Kubernetes")];
  },
};

import {
  broken,
  type DockerDaemon,
  type HostControl,
  type HostSocket,
  type HostVerdict,
  held,
  hiddenEngines,
  inapplicable,
  isUnknown,
  knownValue,
  undecided,
} from '../../model/index.ts';

export const engineAccess: HostControl = {
  id: 'engine-access',
  group: 'host and engine',
  title: 'Only root gives orders to an engine that runs as root',
  stops: 'Whoever may open the socket of a rootful engine starts a container that holds the whole file system of the host: they are root.',
  why: "The engine asks nobody's name at its unix socket: the file's permissions are the only wall, and members of the group docker are root without a password. A TCP socket without client certificates is open to every machine that reaches the port; on loopback to every user, every container on the host's network, and every web page that can make the browser send a request. Use ssh:// contexts or client certificates (tlsverify) from afar, sudo or a rootless engine on the machine.",
  severity: 'high',
  gain: 'host',
  level: 'recommended',
  references: { cisDocker: ['1.1.2', '2.7', '3.15', '3.16'], nist800190: ['4.3.1', '4.3.2'], mitre: ['T1609', 'T1610', 'T1552.007'] },
  steps: ['let only root and one trusted group open the socket: mode 0660'],
  judge: (host) => {
    const verdicts = [
      ...host.sockets.flatMap(socketVerdicts).map((verdict) => ({ ...verdict, cisDocker: ['1.1.2', '3.15', '3.16'] })),
      ...host.docker.flatMap(networkVerdicts).map((verdict) => ({ ...verdict, cisDocker: ['2.7'] })),
    ];
    if (verdicts.length > 0) return verdicts;
    const hidden = hiddenEngines(host);
    return hidden.length > 0 ? hidden : [inapplicable('no engine listens here')];
  },
};

function socketVerdicts({ engine, path, mode, owner, group, members }: HostSocket): HostVerdict[] {
  if (isUnknown(mode)) return [undecided(mode)];
  const said = `${path} (mode ${mode.value.toString(8).padStart(4, '0')})`;
  const whose = owner === 0 ? 'root of the host' : `user ${owner}`;
  if ((mode.value & 0o002) !== 0)
    return [
      {
        ...broken(`every user and process of the machine may give orders to ${engine} at ${said}, and with that is ${whose}`, mode, {
          severity: 'critical',
        }),
        steps: [`chmod 0660 ${path}, and the SocketMode of its unit`],
      },
    ];
  if (owner !== 0) return [held(`${engine} of user ${owner} listens at ${said}`, mode)];
  if ((mode.value & 0o020) === 0) return [held(`only root may open ${said}`, mode)];
  if (isUnknown(members)) return [undecided(members, 'medium')];
  const name = knownValue(group) ?? 'unknown';
  if (members.value.length === 0) return [held(`only root may open ${said}; its group ${name} has no members`, mode)];
  const shown = members.value.slice(0, 5).join(', ') + (members.value.length > 5 ? ` and ${members.value.length - 5} more` : '');
  const [verb, noun] = members.value.length === 1 ? ['is', 'user'] : ['are', 'users'];
  return [
    {
      ...broken(`the ${noun} ${shown} ${verb} root of the host without a password: the group ${name} may open ${said}`, members, {
        severity: 'medium',
      }),
      steps: [`gpasswd --delete USER ${name}, and sudo or a rootless engine instead`],
    },
  ];
}

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/;

function networkVerdicts({ name, settings }: DockerDaemon): HostVerdict[] {
  return settings.hosts.flatMap((field): HostVerdict[] => {
    if (isUnknown(field)) return [undecided(field, 'medium')];
    if (!field.value.startsWith('tcp://')) return [];
    const address = field.value.slice('tcp://'.length);
    const where = `${name} listens at tcp://${address}`;
    const { tlsverify } = settings;
    if (isUnknown(tlsverify)) return [undecided(tlsverify, 'medium')];
    if (tlsverify.value) return [held(`${where} and asks for a client certificate`, field)];
    const local = loopback.test(address.replace(/:\d*$/, ''));
    const who = local ? 'every process of the machine' : 'whoever reaches it';
    const steps = ['take the tcp:// entry out and use ssh:// contexts, or add tlsverify with tlscacert, tlscert and tlskey'];
    return [
      {
        ...broken(`${where} without asking for a client certificate, so ${who} is root of the host`, field, {
          severity: local ? 'high' : 'critical',
        }),
        steps,
      },
    ];
  });
}

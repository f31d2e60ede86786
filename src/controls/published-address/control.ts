import { internalServiceIn } from '../../facts/internal-ports.ts';
import {
  broken,
  type Change,
  type Container,
  type Control,
  held,
  inapplicable,
  isUnknown,
  knownValue,
  type Port,
  undecided,
  type Verdict,
} from '../../model/index.ts';
import { isEveryAddress, isWeb, rangeOf } from './address.ts';
import { isReachedFromOutside } from './loopback.ts';

export const publishedAddress: Control = {
  id: 'published-address',
  group: 'network',
  title: 'Ports that only this host needs are published on the loopback address',
  stops: 'Nobody on the network reaches a database, a debugger or an admin console that was published for a tool on the same machine.',
  why: 'A port that is published without an address listens on every address of the host, and the engine opens it past the firewall rules of ufw and firewalld, because its own rules come first. Other containers of the same network need no published port at all. A database, a cache or a debugger is worse than a web program: many of them have no password, or the one from the documentation. Publish on 127.0.0.1 what only this machine uses, and reach it from elsewhere through SSH or a proxy. Ports 80 and 443 are made for everybody and are never a finding; other ports that nothing is known of are told only in the profile strict.',
  severity: 'low',
  gain: 'network',
  level: 'recommended',
  judges: ['container'],
  kernel: 'linux',
  risk: {
    safe: false,
    because: 'clients on other machines no longer reach the port',
    test: 'Connect from wherever its users are',
  },
  references: { cisDocker: ['5.14', '5.9'], nist800190: ['4.4.2'], mitre: ['T1133', 'T1190'] },
  judge(container) {
    const reason = notHere(container);
    if (reason !== undefined) return inapplicable(reason);
    const ports = container.ports.filter(({ published }) => published);
    return ports.length === 0 ? held('publishes no port') : ports.map((port) => judgePort(port, container));
  },
  harden: (container) =>
    notHere(container) === undefined
      ? container.ports.filter((port) => port.published && remedyOf(judgePort(port, container)).length > 0).flatMap(bindToLoopback)
      : [],
};

function notHere({ engine, linux }: Container): string | undefined {
  if (engine === 'kubernetes') return 'a pod publishes no port by itself: host-port judges those of the node';
  if (engine === 'oci') return 'a bundle publishes no port';
  const mode = knownValue(linux.namespaces.network)?.mode;
  if (mode === 'host' || mode === 'none') return `published ports have no effect with the network ${mode}`;
  return undefined;
}

const remedyOf = (verdict: Verdict): readonly Change[] => (verdict.outcome === 'broken' ? (verdict.remedy ?? []) : []);

function judgePort(port: Port, container: Container): Verdict {
  const { containerPort, hostPort, hostIp } = port;
  const outside = rangeOf(knownValue(hostPort));
  const inside = rangeOf(knownValue(containerPort));
  const shown = knownValue(hostPort) ?? knownValue(containerPort) ?? 'a port';
  if (outside !== undefined && isWeb(outside)) return held(`port ${shown} is made for everybody`, hostPort);
  if (hostPort === undefined && isUnknown(containerPort)) return undecided(containerPort, 'low');
  const service = knownValue(port.protocol) === 'udp' ? undefined : [inside, outside].map(serviceIn).find((found) => found !== undefined);
  if (isUnknown(hostIp)) return undecided(hostIp, service === undefined ? 'low' : 'medium');
  const address = knownValue(hostIp);
  if (address !== undefined && !isEveryAddress(address)) {
    if (!isReachedFromOutside(address, container)) return held(`port ${shown} is published on ${address} only`, hostIp);
    const what = service === undefined ? `port ${shown}` : `${service.name} (port ${shown})`;
    const level = service === undefined ? ({ level: 'strict' } as const) : {};
    return broken(`publishes ${what} on ${address}, which Docker before 28 lets machines of the same network segment reach`, hostIp, {
      remedy: [],
      ...level,
    });
  }
  const where = { origin: hostIp?.state === 'written' ? undefined : port.origin, remedy: bindToLoopback(port) };
  if (service === undefined)
    return broken(`port ${shown} is published on every address of the host`, hostIp, { ...where, level: 'strict' });
  return broken(`publishes ${service.name} (port ${shown}) on every address of the host`, hostIp, {
    ...where,
    severity: service.gives === 'code' ? 'high' : 'medium',
    gain: service.gives === 'code' ? 'other containers' : 'secrets',
  });
}

const serviceIn = (range: readonly [number, number] | undefined) => (range === undefined ? undefined : internalServiceIn(...range));

function bindToLoopback({ containerPort, hostPort }: Port): Change[] {
  const container = knownValue(containerPort);
  const host = knownValue(hostPort);
  if (container === undefined) return [];
  return [{ set: 'ports.hostIp', to: { container, ...(host === undefined ? {} : { host }), ip: '127.0.0.1' } }];
}

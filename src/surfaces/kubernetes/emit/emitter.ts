import { type Container, type Emission, type EmitRequest, type Emitter, knownValue, type TranslationNote } from '../../../model/index.ts';
import { yamlText } from '../../../text/emit/index.ts';
import { containerOf } from './container.ts';
import { filled, type Json, some } from './json.ts';
import { distinct } from './names.ts';
import { podsOf } from './pods.ts';
import { portsOf } from './ports.ts';
import { podLevel } from './security.ts';
import { volumesOf } from './volumes.ts';

/** A Deployment with a Service for each pod, and a claim for each volume that is kept. */
export const emitter: Emitter = { emit };

function emit({ containers, project }: EmitRequest): Emission {
  const pods = podsOf(containers);
  const nameOf = distinct();
  const notes: TranslationNote[] = [];
  const names = new Map<string, string>();
  const claims = new Set<string>();
  const objects = pods.flatMap((pod) => {
    const name = nameOf(nameOfPod(pod));
    return objectsOf(pod, name, { notes, names, claims, isNamed: pod.some(({ name: own }) => isNamed(own, containers)) });
  });
  const all = [...[...claims].map(claim), ...objects];
  return {
    files: [
      {
        name: `${distinct()(project)}.yaml`,
        text: all.map((object) => yamlText(object)).join('---\n'),
      },
    ],
    notes,
    names,
  };
}

const nameOfPod = ([first]: readonly Container[]): string => first?.name ?? 'pod';

/** Does another container wait for this name, or hold it in a variable or an argument? */
function isNamed(name: string, all: readonly Container[]): boolean {
  return all.some(({ name: own, process, beside = [] }) => {
    if (own === name) return false;
    if (beside.some(({ meaning, value }) => meaning === 'depends-on' && value === name)) return true;
    const texts = [...process.env.map(({ value }) => knownValue(value)), ...(knownValue(process.args) ?? [])];
    return texts.some((text) => text?.split(/[^\w.-]+/).includes(name));
  });
}

interface Made {
  readonly notes: TranslationNote[];
  readonly names: Map<string, string>;
  readonly claims: Set<string>;
  /** Others ask for it by name. */
  readonly isNamed: boolean;
}

function objectsOf(pod: readonly Container[], name: string, made: Made): Json[] {
  const { notes, names, claims, isNamed } = made;
  const volumes = volumesOf(pod, notes);
  for (const one of volumes.claims) claims.add(one);
  const nameOf = distinct();
  const entries = pod.map((container) => {
    const own = nameOf(container.name);
    names.set(container.id, `Deployment/${name}/${own}`);
    return { container, entry: containerOf(container, own, volumes, notes) };
  });
  if (pod.length > 1)
    for (const { id, surface } of pod)
      if (surface !== 'kubernetes')
        notes.push({
          kind: 'differs',
          container: id,
          path: 'linux.namespaces',
          message: 'the containers of a pod share one network and one IPC namespace',
        });
  const isInit = ({ role }: Container): boolean => role === 'init' || role === 'sidecar';
  const spec = {
    ...podLevel(pod),
    initContainers: some(entries.filter(({ container }) => isInit(container)).map(({ entry }) => entry)),
    containers: entries.filter(({ container }) => !isInit(container)).map(({ entry }) => entry),
    volumes: some(volumes.volumes),
    ...besideOf(pod),
  };
  const labels = { app: name };
  const deployment: Json = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels },
    spec: {
      // Two pods at once would write to one claim.
      ...(volumes.claims.length > 0 ? { strategy: { type: 'Recreate' } } : {}),
      selector: { matchLabels: labels },
      template: { metadata: filled({ labels, annotations: annotations(pod) }) ?? {}, spec: filled(spec) ?? {} },
    },
  };
  return [deployment, ...service(pod, name, labels, isNamed, notes)];
}

/** In a Deployment every pod is started again; a label of Docker may say anything, one of Kubernetes may not. */
const annotations = (pod: readonly Container[]): Json | undefined => {
  const pairs = pod.flatMap(({ beside = [] }) =>
    beside.flatMap(({ meaning, value }) => {
      const [, key, text] = /^((?:[a-z0-9.-]{1,200}\/)?[A-Za-z0-9][\w.-]{0,61}[A-Za-z0-9]|[A-Za-z0-9])=(.*)$/s.exec(value ?? '') ?? [];
      return meaning === 'label' && key !== undefined && text !== undefined ? [[key, text] as const] : [];
    }),
  );
  return pairs.length === 0 ? undefined : Object.fromEntries(pairs);
};

function besideOf(pod: readonly Container[]): { readonly [key: string]: Json | undefined } {
  const all = pod.flatMap(({ beside = [] }) => beside);
  const value = (meaning: string): string | undefined => all.find((one) => one.meaning === meaning)?.value;
  const stop = Number(value('stop-timeout') ?? Number.NaN);
  const hosts = all.flatMap(({ meaning, value: text }) => {
    const colon = text?.indexOf(':') ?? -1;
    if (meaning !== 'extra-host' || text === undefined || colon < 1 || !/^[\d.:a-f[\]]+$/i.test(text.slice(colon + 1))) return [];
    return [{ ip: text.slice(colon + 1).replace(/^\[|\]$/g, ''), hostnames: [text.slice(0, colon)] }];
  });
  const servers = all.flatMap(({ meaning, value: text }) => (meaning === 'dns' && text !== undefined ? [text] : []));
  return {
    terminationGracePeriodSeconds: Number.isInteger(stop) ? stop : undefined,
    hostAliases: some(hosts),
    ...(servers.length === 0 ? {} : { dnsPolicy: 'None', dnsConfig: { nameservers: servers } }),
  };
}

function service(pod: readonly Container[], name: string, labels: Json, isNamed: boolean, notes: TranslationNote[]): Json[] {
  const ports = portsOf(pod.flatMap((container) => container.ports));
  if (ports.length === 0 && !isNamed) return [];
  for (const { id, ports: own } of pod) {
    for (const port of own) if (port.published) notes.push(published(id, name, port));
  }
  const spec: Json =
    ports.length === 0
      ? // Without a port it has no address of its own: the name leads to the pod itself, as in Compose.
        { clusterIP: 'None', selector: labels }
      : {
          selector: labels,
          ports: distinctOutside(ports).map(
            ({ port, protocol, outside }) =>
              filled({
                name: ports.length > 1 ? `${protocol.toLowerCase()}-${outside}` : undefined,
                port: outside,
                targetPort: outside === port ? undefined : port,
                protocol: protocol === 'TCP' ? undefined : protocol,
              }) ?? {},
          ),
        };
  return [{ apiVersion: 'v1', kind: 'Service', metadata: { name, labels }, spec }];
}

/** A Service takes a port once: the other one stays with its number inside. */
function distinctOutside(ports: ReturnType<typeof portsOf>): ReturnType<typeof portsOf> {
  const taken = new Set<string>();
  return ports.flatMap((port) => {
    const key = (number: number): string => `${number}/${port.protocol}`;
    const outside = taken.has(key(port.outside)) ? port.port : port.outside;
    if (taken.has(key(outside))) return [];
    taken.add(key(outside));
    return [{ ...port, outside }];
  });
}

function published(
  container: string,
  name: string,
  { containerPort, hostPort, hostIp, protocol, origin }: Container['ports'][number],
): TranslationNote {
  const [inside, host, ip] = [knownValue(containerPort), knownValue(hostPort), knownValue(hostIp)];
  const local = ip === '127.0.0.1' || ip === '::1';
  return {
    kind: 'differs',
    container,
    path: `ports[${inside ?? '?'}/${knownValue(protocol) ?? 'tcp'}]`,
    origin,
    message: local
      ? `port ${inside ?? '?'} was open on the host's own address alone: every pod of the cluster reaches the Service ${name}; a NetworkPolicy says who may`
      : `port ${host ?? inside ?? '?'} is open inside the cluster alone, by the Service ${name}: add an Ingress or make it a LoadBalancer to reach it from outside`,
  };
}

const claim = (name: string): Json => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
});

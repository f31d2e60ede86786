import { get, itemsOf } from '../../../../text/yaml/node.ts';
import { asText } from '../../../../text/yaml/value.ts';
import type { PodTemplate } from '../../documents.ts';
import { entriesOf } from '../manifest.ts';
import type { Service } from './services.ts';

/** More words than this of one pod are not looked at. */
const most = 2000;

/** The names of hosts that a pod's environment and arguments speak of. Nothing else of them is kept. */
function hostsIn(template: PodTemplate): ReadonlySet<string> {
  const texts = entriesOf(template).flatMap((entry) => [
    ...itemsOf(get(entry, 'env')).map((item) => asText(get(item, 'value')) ?? ''),
    ...['command', 'args'].flatMap((key) => itemsOf(get(entry, key)).map((item) => asText(item) ?? '')),
  ]);
  const hosts = texts.slice(0, most).flatMap((text) => text.slice(0, 10_000).match(/[a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9])?/g) ?? []);
  return new Set(hosts);
}

/** `name`, `name.namespace`, `name.namespace.svc…`, or one pod of a StatefulSet before it: does a pod of `namespace` speak of the Service? */
function isNamed(hosts: ReadonlySet<string>, { name, namespace }: Service, ofPod: string | undefined): boolean {
  if (namespace === ofPod && hosts.has(name)) return true;
  const full = `${name}.${namespace ?? ofPod ?? 'default'}`;
  const isOne = (host: string): boolean =>
    host === full || host.startsWith(`${full}.svc`) || host.endsWith(`.${full}`) || host.includes(`.${full}.svc`);
  return [...hosts].some((host) => isOne(host) || (namespace === ofPod && host.endsWith(`.${name}`)));
}

const known = new WeakMap<PodTemplate, ReadonlySet<string>>();

/** The Services that a pod declares to use. */
export function usedBy(template: PodTemplate, services: readonly Service[]): readonly Service[] {
  if (services.length === 0) return [];
  const hosts = known.get(template) ?? hostsIn(template);
  known.set(template, hosts);
  return services.filter((service) => isNamed(hosts, service, template.namespace));
}

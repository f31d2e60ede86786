import { type Container, type Field, type Healthcheck, mapField, type SecretUse, type Source, written } from '../../model/index.ts';
import type { Reading } from '../../text/json/values.ts';
import { asBool, asNumber, asString, asStrings, fieldOf, listOf, pairOf, set } from '../../text/json/values.ts';
import { get, originOf, originOfPair, type YamlNode } from '../../text/yaml/node.ts';
import { devicesOf } from './devices.ts';
import { type Inspected, inspected } from './inspected.ts';
import { mountsOf } from './mounts.ts';
import { namespacesOf, networksOf } from './namespaces.ts';
import { portsOf } from './ports.ts';
import { processOf } from './process.ts';
import { resourcesOf } from './resources.ts';
import { kernelViewsOf, seccompOf } from './security.ts';
import { mappingsOf, sysctlsOf } from './tables.ts';

/** What the engine says is in force for a container: its declared view, in which little is left to defaults. */
export function containerOf(reading: Reading, whole: YamlNode, source: Source, idOf: (id: string) => string): Container {
  const of = inspected(reading, whole);
  const name = nameOf(of);
  const main = pairOf(whole, 'Name') ?? pairOf(whole, 'Id') ?? pairOf(whole, 'HostConfig');
  const { namespaces, inPod } = namespacesOf(of);
  const group = groupOf(of);
  return {
    id: idOf(`${source.path}#${name}`),
    name,
    kind: 'container',
    surface: 'inspect',
    engine: of.engine,
    origin: main === undefined ? originOf(whole) : originOfPair(main),
    ...set('group', inPod ? (asText(pairOf(whole, 'Pod')?.value) ?? group) : group),
    ...set('os', windowsOf(of)),
    image: set('reference', nonEmpty(fieldOf(reading, whole, 'ImageName', asString) ?? fieldOf(reading, of.config, 'Image', asString))),
    process: processOf(of),
    root: set('readonly', fieldOf(reading, of.host, 'ReadonlyRootfs', asBool)),
    ...set('hostname', nonEmpty(fieldOf(reading, of.config, 'Hostname', asString))),
    mounts: mountsOf(of, namespaces),
    linux: {
      namespaces,
      ...mappingsOf(of),
      ...set('devices', devicesOf(of)),
      resources: resourcesOf(of),
      ...set('seccomp', seccompOf(of)),
      ...kernelViewsOf(of),
      sysctl: sysctlsOf(of),
    },
    ...set('privileged', fieldOf(reading, of.host, 'Privileged', asBool)),
    ports: portsOf(of),
    ...set('networks', networksOf(of)),
    secrets: secretsOf(of),
    ...set('healthcheck', healthOf(of)),
    ...set('runtime', runtimeOf(of)),
  };
}

function nameOf({ whole }: Inspected): string {
  const name = asText(pairOf(whole, 'Name')?.value)?.replace(/^\//, '');
  return name || asText(pairOf(whole, 'Id')?.value)?.slice(0, 12) || 'container';
}

const asText = (node: YamlNode | undefined): string | undefined => (node === undefined ? undefined : asString(node) || undefined);

const nonEmpty = (field: Field<string> | undefined): Field<string> | undefined =>
  field?.state === 'written' && field.value === '' ? undefined : field;

/** The Compose project that it was started by. */
const groupOf = ({ config }: Inspected): string | undefined => asText(pairOf(get(config, 'Labels'), 'com.docker.compose.project')?.value);

const windowsOf = ({ reading, whole }: Inspected): Field<string> | undefined => {
  const platform = fieldOf(reading, whole, 'Platform', asString);
  return platform?.state === 'written' && platform.value === 'windows' ? platform : undefined;
};

/** The image's own is merged in when a container is made, so what is absent is nowhere. */
function healthOf({ reading, config }: Inspected): Field<Healthcheck> | undefined {
  const test = fieldOf(reading, get(config, 'Healthcheck'), 'Test', asStrings);
  if (test?.state !== 'written' || test.value.length === 0) return undefined;
  return mapField(test, (words): Healthcheck => (words[0] === 'NONE' ? { disabled: true } : { disabled: false, test: words }));
}

/** Podman's word is `oci` for whatever runtime it takes. */
function runtimeOf({ reading, whole, host }: Inspected): Field<string> | undefined {
  const runtime = fieldOf(reading, whole, 'OCIRuntime', asString) ?? fieldOf(reading, host, 'Runtime', asString);
  return runtime?.state === 'written' && /^(?:runc|crun|oci|io\.containerd\.runc\.v2|)$/.test(runtime.value) ? undefined : runtime;
}

/** Podman alone: those that are files. Source: podman 5.8 libpod/define InspectSecret. */
function secretsOf({ reading, config }: Inspected): SecretUse[] {
  return (listOf(reading, config, 'Secrets')?.items ?? []).flatMap((item): SecretUse[] => {
    const name = fieldOf(reading, item, 'Name', asString);
    if (name?.state !== 'written') return [];
    const [uid, gid, mode] = ['UID', 'GID', 'Mode'].map((key) => fieldOf(reading, item, key, asNumber));
    const origin = originOf(item);
    return [
      {
        name: name.value,
        origin,
        target: written(`/run/secrets/${name.value}`, origin),
        from: written('external', origin),
        ...set('mode', mode),
        ...set('uid', uid && mapField(uid, String)),
        ...set('gid', gid && mapField(gid, String)),
      },
    ];
  });
}

import { type Container, type Entries, type Field, isKnown, knownValue, type Mount, mapField } from '../model/index.ts';

/**
 * A declared container as whoever starts it hands it to the engine, so that only what was not declared is told of the one that runs: relative paths
 * start at `folder`, Compose puts the project's name before its volumes and networks (docs.docker.com, Compose, "Specify a project name"), and what nobody
 * wrote is as the engine found it: its own network, the user of the same image, the cgroup namespace that the host's version of control groups decides over.
 */
export function asStarted(declared: Container, running: Container, folder: string): Container {
  const { process, linux, networks, mounts } = declared;
  const project = running.group ?? declared.group;
  const named = (field: Field<string>, names: ReadonlySet<string>): Field<string> =>
    mapField(field, (name) => (project !== undefined && names.has(`${project}_${name}`) ? `${project}_${name}` : name));
  const volumes = new Set(running.mounts.flatMap(({ source }) => knownValue(source) ?? []));
  const joined = new Set((running.networks ?? []).flatMap((network) => knownValue(network) ?? []));
  const user = process.user ?? (isSameImage(declared, running) ? running.process.user : undefined);
  const cgroup = linux.namespaces.cgroup ?? running.linux.namespaces.cgroup;
  const on = networks?.map((network) => named(network, joined)) ?? ownNetwork(running.networks, project);
  return {
    ...declared,
    process: { ...process, ...(user === undefined ? {} : { user }) },
    mounts: mounts.map((mount) => placed(mount, folder, (field) => named(field, volumes))),
    linux: { ...linux, namespaces: { ...linux.namespaces, ...(cgroup === undefined ? {} : { cgroup }) } },
    ...(on === undefined ? {} : { networks: on }),
  };
}

function isSameImage(declared: Container, running: Container): boolean {
  const reference = knownValue(declared.image.reference);
  return reference !== undefined && declared.image.build === undefined && reference === knownValue(running.image.reference);
}

/** The network that an engine or Compose gives to who asks for none. */
function ownNetwork(networks: Entries<string> | undefined, project: string | undefined): Entries<string> | undefined {
  const [only, ...more] = networks ?? [];
  const name = only === undefined ? undefined : knownValue(only);
  const own = name === 'bridge' || name === 'podman' || (project !== undefined && name === `${project}_default`);
  return own && more.length === 0 ? networks : undefined;
}

function placed(mount: Mount, folder: string, named: (field: Field<string>) => Field<string>): Mount {
  const { source, type } = mount;
  if (source === undefined || !isKnown(source)) return mount;
  if (knownValue(type) === 'volume') return { ...mount, source: named(source) };
  if (knownValue(type) !== 'bind' || !/^\.{1,2}(?:\/|$)/.test(source.value)) return mount;
  return { ...mount, source: mapField(source, (path) => joined(folder, path)) };
}

/** An absolute folder and a relative path. */
function joined(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

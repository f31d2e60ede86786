// The measures of the three texts that the project was commissioned on, and which control judges each.
// A: "Master the Container Security", B: "Securing Linux Containers", C: "Primer to Container Security".
// A measure without a control says `because`.

/** @type {readonly { measure: string, texts: string, controls: readonly string[], because?: string }[]} */
export const measures = [
  { measure: 'Do not run as root inside the container', texts: 'A, B 4', controls: ['non-root-user', 'resolvable-user', 'root-group'] },
  { measure: 'User namespace: container root is nobody on the host', texts: 'A, B 4', controls: ['user-namespace', 'userns-remap'] },
  { measure: 'Rootless engine', texts: 'A', controls: ['engine-rootless', 'user-namespace'] },
  {
    measure: 'Capabilities: drop all, add back by name',
    texts: 'A, B, C',
    controls: ['capabilities-dropped', 'dangerous-capabilities', 'net-raw', 'privileged'],
  },
  { measure: 'no_new_privs: set-uid programs gain nothing', texts: 'A, B', controls: ['no-new-privileges'] },
  { measure: 'seccomp: fewer system calls', texts: 'A, B, C', controls: ['seccomp', 'seccomp-profile-strength'] },
  { measure: 'AppArmor', texts: 'A, B, C', controls: ['apparmor'] },
  { measure: 'SELinux', texts: 'A, B, C', controls: ['selinux'] },
  { measure: 'Masked and read-only kernel paths, sysctls', texts: 'A, B', controls: ['masked-paths', 'unsafe-sysctls'] },
  { measure: 'Devices: they have no namespace', texts: 'C', controls: ['host-devices'] },
  {
    measure: 'Namespaces: pid, network, ipc, uts, cgroup',
    texts: 'A, B 7, C',
    controls: ['host-pid', 'host-network', 'host-ipc', 'host-uts', 'host-cgroup-namespace', 'shared-namespace'],
  },
  {
    measure: 'Mount namespace: no host folders, no engine socket',
    texts: 'A, B 7',
    controls: ['engine-socket', 'host-system-mount', 'mount-propagation'],
  },
  { measure: 'Time namespace', texts: 'C', controls: [], because: 'no engine lets it be asked for; Docker sets it by itself since 29.5' },
  { measure: 'Read-only root file system', texts: 'B 5', controls: ['read-only-root'] },
  { measure: 'Read-only volumes', texts: 'B 5', controls: ['read-only-mounts'] },
  { measure: 'tmpfs: noexec, nosuid, nodev, size', texts: 'B 5', controls: ['tmpfs-options', 'tmpfs-size'] },
  { measure: 'cgroups: memory', texts: 'A, B 6', controls: ['memory-limit', 'oom-protection'] },
  { measure: 'cgroups: processor', texts: 'A, B 6', controls: ['cpu-limit'] },
  { measure: 'cgroups: number of processes', texts: 'A, B 6', controls: ['pids-limit'] },
  { measure: 'cgroups: block I/O', texts: 'A, B 6', controls: ['io-limit'] },
  { measure: 'Resource limits (ulimits)', texts: 'B 6', controls: ['ulimits'] },
  { measure: 'Published ports and their address', texts: 'A, B 7', controls: ['published-address', 'host-port'] },
  { measure: 'Networks of their own', texts: 'A, B 7', controls: ['default-bridge'] },
  { measure: 'Network policies', texts: 'A, B 7', controls: ['network-policy', 'network-policy-breadth'] },
  {
    measure: 'Secrets kept out of the environment and the arguments',
    texts: 'B 3',
    controls: ['secret-in-environment', 'secret-in-arguments'],
  },
  { measure: 'Secrets kept out of the repository', texts: 'B 3', controls: ['secret-in-manifest', 'secret-in-environment'] },
  { measure: 'Secrets kept out of image layers', texts: 'B 3', controls: ['secret-in-build'] },
  { measure: 'Secrets as files: mode, owner, memory only', texts: 'B 3', controls: ['secret-file-access', 'secret-on-disk'] },
  { measure: "The service account's token", texts: 'B 3', controls: ['service-account-token'] },
  { measure: 'Images pinned to what was tested', texts: 'B 8', controls: ['image-pinned', 'remote-add'] },
  {
    measure: 'Small images: several stages',
    texts: 'B 8',
    controls: ['single-stage-build', 'build-tools-in-image', 'shells-and-package-managers'],
  },
  {
    measure: 'Images scanned: packages, secrets in layers, set-uid files',
    texts: 'B 8',
    controls: ['image-secrets', 'setuid-files', 'writable-system-files'],
  },
  { measure: 'Health checks', texts: 'B 8', controls: ['health-check'] },
  { measure: 'Engine: configuration and version', texts: 'A', controls: ['engine-configuration', 'engine-version'] },
  { measure: 'Kernel: support for every measure', texts: 'A', controls: ['kernel-support'] },
];

const further = {
  'image-secrets': 'the bytes of every layer, and the configuration',
  seccomp: 'the rules of the profile, decided as the kernel does',
  'seccomp-profile-strength': 'the rules of the profile, decided as the kernel does',
  apparmor: "the profile's text",
  'network-policy': 'the policies of all files of the run',
  'network-policy-breadth': 'the policies of all files of the run',
};

/** docs/MEASURES.md: measure → controls → surfaces → evidence. */
export function measuresPage({ controls, hostControls, imageControls }, covered) {
  const known = new Map([...controls, ...imageControls, ...hostControls].map((control) => [control.id, control]));
  const missing = measures.flatMap(({ controls: ids }) => ids.filter((id) => !known.has(id)));
  if (missing.length > 0) throw new Error(`measures name controls that are not there: ${missing.join(', ')}`);
  const named = new Set(measures.flatMap(({ controls: ids }) => ids));
  const beyond = [...known.keys()].filter((id) => !named.has(id));
  return `<!-- Generated by npm run docs. -->
# What is measured, where, and on what evidence

Bulkhead was commissioned on three texts: **A** "Master the Container Security", **B** "Securing Linux Containers", **C** "Primer to Container
Security". This table says for each measure that they name which control judges it, in which ways of declaring a container, and what its verdict
rests on. Surfaces and evidence are found by running each control on a bare container of every surface and on its own examples.

| measure | text | control | judged in | evidence |
| --- | --- | --- | --- | --- |
${measures.map((row) => rows(row, covered)).join('\n')}

Running containers (\`container:NAME\`) and image archives (\`archive:FILE\`) are judged by the same controls: what the engine's API or the image's
configuration says takes the place of the written line. Evidence from inside the container, by probes, is not gathered yet.

## Beyond the three texts

| control | judged in | evidence |
| --- | --- | --- |
${beyond.map((id) => `| ${link(id)} | ${where(id, covered)} | ${evidence(id, covered)} |`).join('\n')}
`;
}

function rows({ measure, texts, controls, because }, covered) {
  if (controls.length === 0) return `| ${measure} | ${texts} | none: ${because} | | |`;
  return controls
    .map(
      (id, at) =>
        `| ${at === 0 ? measure : ''} | ${at === 0 ? texts : ''} | ${link(id)} | ${where(id, covered)} | ${evidence(id, covered)} |`,
    )
    .join('\n');
}

const link = (id) => `[${id}](controls/${id}.md)`;
const where = (id, covered) =>
  [...(covered.get(id)?.surfaces ?? [id === 'image-secrets' ? 'image archives (`scan`)' : 'the host'])].join(', ');
const evidence = (id, covered) =>
  [
    ...(covered.get(id)?.evidence ?? (id === 'image-secrets' ? [] : ['files of the kernel and the engines'])),
    ...(further[id] === undefined ? [] : [further[id]]),
  ]
    .sort()
    .join(', ');

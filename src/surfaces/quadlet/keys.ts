/**
 * How a key becomes options of podman (Podman 5.8 pkg/systemd/quadlet/quadlet.go):
 * `last`: the last entry is the value. `each`: every entry. `words`: every word of every entry. `switch`: yes or no.
 */
export type How = 'last' | 'each' | 'words' | 'switch';

export interface Key {
  readonly how: How;
  readonly flag: string;
  /** What stands before the value: "seccomp=". */
  readonly prefix?: string;
  /** The value, where a yes says more than "true". A no then says nothing. */
  readonly yes?: string;
  /** Another switch of the unit under which it says nothing. */
  readonly unless?: string;
  /** A dash before the value: only where the host has it. */
  readonly dash?: true;
}

const last = (flag: string): Key => ({ how: 'last', flag });
const each = (flag: string): Key => ({ how: 'each', flag });
const words = (flag: string): Key => ({ how: 'words', flag });
const yesNo = (flag: string): Key => ({ how: 'switch', flag });
const security = (how: How, prefix: string): Key => ({ how, flag: 'security-opt', prefix });

/** Both for a container and for a pod, whose containers then share what it says. */
const shared: Readonly<Record<string, Key>> = {
  HostName: last('hostname'),
  ShmSize: last('shm-size'),
  Network: each('network'),
  PublishPort: each('publish'),
  UserNS: last('userns'),
  UIDMap: words('uidmap'),
  GIDMap: words('gidmap'),
  SubUIDMap: last('subuidname'),
  SubGIDMap: last('subgidname'),
  Volume: each('volume'),
};

/** The keys of each section that have a say in what is judged, in the order in which Quadlet says them. */
export const keys: Readonly<Record<'Container' | 'Pod', Readonly<Record<string, Key>>>> = {
  Pod: shared,
  Container: {
    CgroupsMode: last('cgroups'),
    PidsLimit: last('pids-limit'),
    Memory: last('memory'),
    WorkingDir: last('workdir'),
    Entrypoint: last('entrypoint'),
    Ulimit: each('ulimit'),
    GroupAdd: each('group-add'),
    Tmpfs: each('tmpfs'),
    EnvironmentHost: yesNo('env-host'),
    ReadOnlyTmpfs: yesNo('read-only-tmpfs'),
    NoNewPrivileges: { ...security('switch', 'no-new-privileges=') },
    SecurityLabelDisable: { ...security('switch', 'label='), yes: 'disable' },
    SecurityLabelNested: { ...security('switch', 'label='), yes: 'nested' },
    SecurityLabelType: security('last', 'label=type:'),
    SecurityLabelFileType: security('last', 'label=filetype:'),
    SecurityLabelLevel: security('last', 'label=level:'),
    AppArmor: security('last', 'apparmor='),
    AddDevice: { ...words('device'), dash: true },
    SeccompProfile: security('last', 'seccomp='),
    DropCapability: words('cap-drop'),
    AddCapability: words('cap-add'),
    Sysctl: words('sysctl'),
    ReadOnly: yesNo('read-only'),
    // A read-only root brings a tmpfs of its own on /tmp.
    VolatileTmp: { ...yesNo('tmpfs'), yes: '/tmp:rw,size=512M,mode=1777', unless: 'ReadOnly' },
    ...shared,
    ExposeHostPort: each('expose'),
    Environment: words('env'),
    Mask: security('words', 'mask='),
    Unmask: security('words', 'unmask='),
    EnvironmentFile: words('env-file'),
    Secret: words('secret'),
    Mount: words('mount'),
    HealthCmd: last('health-cmd'),
  },
};

const list = (text: string): readonly string[] => text.split(' ');

/** Known keys that are read elsewhere, or change nothing that is judged. */
const others: Readonly<Record<'Container' | 'Pod' | 'Kube', readonly string[]>> = {
  Container: [
    ...list('Image Rootfs Exec User Group Pod PodmanArgs GlobalArgs ContainersConfModule RemapUsers RemapUid RemapGid RemapUidSize'),
    ...list('AddHost Annotation AutoUpdate ContainerName DNS DNSOption DNSSearch HttpProxy IP IP6 Label LogDriver LogOpt NetworkAlias'),
    ...list('HealthInterval HealthLogDestination HealthMaxLogCount HealthMaxLogSize HealthOnFailure HealthRetries HealthStartPeriod'),
    ...list('HealthStartupCmd HealthStartupInterval HealthStartupRetries HealthStartupSuccess HealthStartupTimeout HealthTimeout'),
    ...list('Notify Pull ReloadCmd ReloadSignal Retry RetryDelay RunInit ServiceName StartWithPod StopSignal StopTimeout Timezone'),
  ],
  Pod: [
    ...list('PodName PodmanArgs GlobalArgs ContainersConfModule RemapUsers RemapUid RemapGid RemapUidSize AddHost DNS DNSOption'),
    ...list('DNSSearch ExitPolicy IP IP6 Label NetworkAlias ServiceName StopTimeout'),
  ],
  Kube: [
    ...list('Yaml Network UserNS PodmanArgs GlobalArgs ContainersConfModule RemapUsers RemapUid RemapGid RemapUidSize AutoUpdate'),
    ...list('ConfigMap ExitCodePropagation KubeDownForce LogDriver LogOpt PublishPort ServiceName SetWorkingDirectory'),
  ],
};

/** A key of a container that is not read as an option. */
export const isOther = (key: string): boolean => others.Container.includes(key);

/** Is it a key of this section? A section of which nothing is judged knows all keys. */
export function isKnown(section: string, key: string): boolean {
  if (section !== 'Container' && section !== 'Pod' && section !== 'Kube') return true;
  return others[section].includes(key) || (section !== 'Kube' && Object.hasOwn(keys[section], key));
}

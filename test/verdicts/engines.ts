import { type Case, cases } from './case.ts';
import { docker, podman } from './sources.ts';
import { quadlet, service } from './texts.ts';

const runtimeSpec = 'OCI runtime specification 1.2';
const oneRule = 'Tools with one rule for both engines report it';
const split = 'podman v5.8.2 pkg/systemd/quadlet/quadlet.go: --cgroups=split puts the container into the cgroup of its service';
const cleared = 'podman v5.8.2 pkg/systemd/parser/unitfile.go LookupAllRaw: an empty value clears all before it';

/** A bundle with these members of `linux`, and of `process`. */
const bundle = (linux: object = {}, process: object = {}, more: object = {}): string =>
  JSON.stringify({
    ociVersion: '1.2.0',
    process: { user: { uid: 1000, gid: 1000 }, cwd: '/', args: ['/a'], ...process },
    root: { path: 'rootfs' },
    linux,
    ...more,
  });
const every = ['pid', 'network', 'ipc', 'uts', 'mount', 'cgroup'].map((type) => ({ type }));

const bundles: readonly Case[] = [
  ...cases({ control: 'host-pid', way: 'oci-bundle', source: `${runtimeSpec}, config-linux.md, namespaces` }, [
    { name: 'a namespace of its own', text: bundle({ namespaces: every }), outcome: 'held' },
    {
      name: 'a namespace that is not named is that of the runtime',
      text: bundle({ namespaces: every.filter(({ type }) => type !== 'pid') }),
      outcome: 'broken',
      disputed: 'Tools that look for the word host find none; what is left out is shared',
    },
  ]),
  ...cases({ control: 'capabilities-dropped', way: 'oci-bundle', source: `${runtimeSpec}, config.md, process.capabilities` }, [
    {
      name: 'empty sets',
      text: bundle({ namespaces: every }, { capabilities: { bounding: [], effective: [], permitted: [] } }),
      outcome: 'held',
    },
    {
      name: 'the one that it names',
      text: bundle({ namespaces: every }, { capabilities: { bounding: ['CAP_NET_BIND_SERVICE'], effective: [], permitted: [] } }),
      outcome: 'held',
      disputed: 'Tools that look for a word like drop report it; a runtime gives nothing that is not named',
    },
  ]),
  ...cases({ control: 'no-new-privileges', way: 'oci-bundle', source: `${runtimeSpec}, config.md, process.noNewPrivileges` }, [
    { name: 'true', text: bundle({}, { noNewPrivileges: true }), outcome: 'held' },
    { name: 'left out', text: bundle(), outcome: 'broken' },
  ]),
  ...cases({ control: 'read-only-root', way: 'oci-bundle', source: `${runtimeSpec}, config.md, root.readonly: false unless it is said` }, [
    { name: 'true', text: bundle({}, {}, { root: { path: 'rootfs', readonly: true } }), outcome: 'held' },
    { name: 'left out', text: bundle(), outcome: 'broken' },
  ]),
  ...cases({ control: 'seccomp', way: 'oci-bundle', source: `${runtimeSpec}, config-linux.md, seccomp: none unless it is said` }, [
    {
      name: 'left out',
      text: bundle(),
      outcome: 'broken',
      disputed: 'Tools that assume the default of Docker call it held; a runtime has none',
    },
  ]),
  ...cases({ control: 'masked-paths', way: 'oci-bundle', source: `${runtimeSpec}, config-linux.md, maskedPaths` }, [
    { name: 'left out', text: bundle(), outcome: 'broken' },
  ]),
  ...cases({ control: 'non-root-user', way: 'oci-bundle', source: `${runtimeSpec}, config.md, process.user` }, [
    { name: 'uid 0', text: bundle({}, { user: { uid: 0, gid: 0 } }), outcome: 'broken' },
    { name: 'uid 1000', text: bundle(), outcome: 'held' },
  ]),
  ...cases({ control: 'memory-limit', way: 'oci-bundle', source: `${runtimeSpec}, config-linux.md, memory: -1 is unlimited` }, [
    {
      name: '-1',
      text: bundle({ resources: { memory: { limit: -1 } } }),
      outcome: 'broken',
      disputed: 'Tools that ask whether there is a limit at all call it held',
    },
    { name: 'some bytes', text: bundle({ resources: { memory: { limit: 67108864 } } }), outcome: 'held' },
  ]),
];

const units: readonly Case[] = [
  ...cases({ control: 'dangerous-capabilities', way: 'quadlet', source: cleared }, [
    { name: 'added', text: quadlet('AddCapability=SYS_ADMIN'), outcome: 'broken', source: `${podman.unit} AddCapability` },
    {
      name: 'added, then cleared',
      text: quadlet('AddCapability=SYS_ADMIN\nAddCapability='),
      outcome: 'held',
      disputed: 'Tools that look for the line report it',
    },
  ]),
  ...cases({ control: 'memory-limit', way: 'quadlet', source: split }, [
    {
      name: 'MemoryMax of the service',
      text: `${quadlet('')}[Service]\nMemoryMax=512M\n`,
      outcome: 'held',
      disputed: 'Tools that read [Container] alone report it',
    },
    { name: 'Memory of the container', text: quadlet('Memory=512m'), outcome: 'held', source: `${podman.unit} Memory` },
    { name: 'neither', text: quadlet(''), outcome: 'broken' },
  ]),
  ...cases({ control: 'host-network', way: 'quadlet', source: `${podman.unit} Network` }, [
    {
      name: 'a network unit that is called host',
      text: quadlet('Network=host.network'),
      outcome: 'held',
      disputed: 'Tools that look for host in the value report it; it is the network systemd-host',
    },
    { name: 'through PodmanArgs', text: quadlet('PodmanArgs=--network host'), outcome: 'broken', source: `${podman.unit} PodmanArgs` },
    { name: 'none', text: quadlet('Network=none'), outcome: 'held' },
  ]),
  ...cases({ control: 'non-root-user', way: 'quadlet', source: `${podman.unit} User` }, [
    { name: 'root by number', text: quadlet('User=0'), outcome: 'broken' },
    {
      name: 'the user of the service is another matter',
      text: `${quadlet('')}[Service]\nUser=web\n`,
      outcome: 'unknown',
      source: `${podman.unit} User: that of the container comes from [Container] or from the image`,
    },
  ]),
  ...cases({ control: 'seccomp', way: 'quadlet', source: `${podman.unit} SeccompProfile` }, [
    { name: 'unconfined', text: quadlet('SeccompProfile=unconfined'), outcome: 'broken' },
    { name: 'nothing said', text: quadlet(''), outcome: 'held', source: podman.seccomp },
  ]),
  ...cases({ control: 'selinux', way: 'quadlet', source: `${podman.unit} SecurityLabelDisable` }, [
    { name: 'turned off', text: quadlet('SecurityLabelDisable=true'), outcome: 'broken' },
  ]),
  ...cases({ control: 'masked-paths', way: 'quadlet', source: `${podman.unit} Unmask` }, [
    { name: 'unmasked', text: quadlet('Unmask=ALL'), outcome: 'broken' },
  ]),
  ...cases({ control: 'user-namespace', way: 'quadlet', source: `${podman.unit} UserNS` }, [
    { name: 'auto', text: quadlet('UserNS=auto'), outcome: 'held' },
  ]),
  ...cases({ control: 'published-address', way: 'quadlet', source: `${podman.unit} PublishPort` }, [
    { name: 'on loopback', text: quadlet('PublishPort=127.0.0.1:5432:5432'), outcome: 'held' },
    { name: 'without a host port, on every address', text: quadlet('PublishPort=5432'), outcome: 'broken' },
  ]),
  ...cases({ control: 'engine-socket', way: 'quadlet', source: podman.service }, [
    {
      name: 'through a specifier of systemd',
      text: quadlet('Volume=%t/podman/podman.sock:/run/podman.sock'),
      outcome: 'broken',
      source: 'systemd.unit(5), specifiers: %t is /run, or $XDG_RUNTIME_DIR',
      disputed: 'Tools that compare the raw text miss it',
    },
  ]),
];

const runs: readonly Case[] = [
  ...cases({ control: 'user-namespace', way: 'podman', source: `${podman.run} --userns` }, [
    { name: 'keep-id', text: '--userns=keep-id example.com/a:1', outcome: 'held' },
    {
      name: 'a rootless engine has one',
      text: 'example.com/a:1',
      engine: 'podman+rootless',
      outcome: 'held',
      source: `${podman.run} --userns: rootless containers always run in a user namespace`,
      disputed: oneRule,
    },
    { name: 'a rootful engine has none', text: 'example.com/a:1', outcome: 'broken' },
  ]),
  ...cases({ control: 'net-raw', way: 'podman', source: podman.capabilities }, [
    {
      name: 'gone since 4.4',
      text: 'example.com/a:1',
      engine: 'podman@4.4',
      outcome: 'held',
      source: podman.capabilities.replace('v5.8.2 vendor/go.podman.io', 'v4.4.0 vendor/github.com/containers'),
      disputed: oneRule,
    },
  ]),
  ...cases({ control: 'read-only-root', way: 'podman', source: `${podman.run} --read-only-tmpfs` }, [
    { name: 'without the writable folders', text: '--read-only --read-only-tmpfs=false example.com/a:1', outcome: 'held' },
  ]),
  ...cases({ control: 'tmpfs-options', way: 'podman', source: 'podman v5.8.2 pkg/util/mount_opts_linux.go getDefaultMountOptions' }, [
    {
      name: 'what Podman sets has no noexec',
      text: '--tmpfs /tmp example.com/a:1',
      outcome: 'broken',
      disputed: 'podman-run(1) says rw,noexec,nosuid,nodev; its source sets nosuid and nodev alone',
    },
    { name: 'noexec in words', text: '--tmpfs /tmp:noexec example.com/a:1', outcome: 'held' },
  ]),
  ...cases({ control: 'privileged', way: 'podman', source: `${podman.run} --privileged` }, [
    {
      name: 'of a rootless engine',
      text: '--privileged example.com/a:1',
      engine: 'podman+rootless',
      outcome: 'broken',
      disputed: 'Some call it harmless; it still has every right and device of the user who runs it',
    },
  ]),
  ...cases({ control: 'tmpfs-options', way: 'docker', source: docker.tmpfs }, [
    {
      name: '--mount has the same options',
      text: '--mount type=tmpfs,dst=/tmp example.com/a:1',
      outcome: 'held',
      disputed: 'Tools that look for the word noexec report it',
    },
  ]),
  ...cases({ control: 'no-new-privileges', way: 'docker', source: `${docker.securityOptions}: strconv.ParseBool` }, [
    {
      name: '0 is false',
      text: '--security-opt no-new-privileges=0 example.com/a:1',
      outcome: 'broken',
      disputed: 'Tools that look for the word call it held',
    },
    { name: 'T is true', text: '--security-opt no-new-privileges=T example.com/a:1', outcome: 'held' },
  ]),
  ...cases({ control: 'seccomp', way: 'docker', source: docker.seccomp }, [
    {
      name: 'privileged with a profile that is named',
      text: '--privileged --security-opt seccomp=p.json example.com/a:1',
      files: { 'p.json': '{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[{"names":["read"],"action":"SCMP_ACT_ALLOW"}]}' },
      outcome: 'held',
      disputed: 'Tools that take privileged for the end of every filter report it; a profile that is named is loaded',
    },
  ]),
  ...cases({ control: 'published-address', way: 'docker', source: docker.ports }, [
    { name: 'loopback', text: '-p 127.0.0.1:5432:5432 example.com/a:1', engine: 'docker@28', outcome: 'held' },
    {
      name: 'loopback before Docker 28',
      text: '-p 127.0.0.1:5432:5432 example.com/a:1',
      engine: 'docker@27',
      outcome: 'broken',
      source: `${docker.ports}: before 28.0.0, hosts of the same network segment reach ports published on localhost`,
      disputed: 'Tools that look at the address alone call it held whatever the version',
      thread: 'moby/moby#45610',
    },
  ]),
];

const profile = (syscalls: string): string =>
  `{"defaultAction":"SCMP_ACT_ALLOW","architectures":["SCMP_ARCH_X86_64"],"syscalls":[${syscalls}]}`;
const withProfile = service('security_opt: ["seccomp=./p.json"]');
const simulated = 'seccomp(2): the decision of the filter for each call';

const profiles = cases({ control: 'seccomp-profile-strength', source: simulated }, [
  {
    name: 'it denies one call and allows the rest',
    text: withProfile,
    files: { 'p.json': profile('{"names":["reboot"],"action":"SCMP_ACT_ERRNO"}') },
    outcome: 'broken',
    disputed: 'Tools that only ask whether a profile is named call it held',
  },
  {
    name: 'it allows a few calls and denies the rest',
    text: withProfile,
    files: {
      'p.json':
        '{"defaultAction":"SCMP_ACT_ERRNO","defaultErrnoRet":38,"architectures":["SCMP_ARCH_X86_64"],"syscalls":[{"names":["read","write","close","exit_group","execve","capget","capset","prctl","fstat","fstatfs","futex","getdents64","openat","newfstatat","statx","setgid","setgroups","setuid","chdir","fchdir","getppid","getpid","gettid","nanosleep","epoll_pwait","epoll_ctl","rt_sigreturn","tgkill","mmap","munmap","fcntl","stat","dup3","faccessat2","faccessat","umask","close_range","getcwd","seccomp","madvise","brk","sigaltstack","rt_sigaction","rt_sigprocmask","clock_gettime","pread64","lseek","readlinkat","unlinkat","fchown","fchmod","setsid","ioctl","connect","sendto","recvfrom","getuid","getgid","geteuid","getegid","sched_yield","sched_getaffinity","set_tid_address","set_robust_list","rseq","prlimit64","arch_prctl","access","pipe2","eventfd2","epoll_create1","uname","getrandom","poll","ppoll"],"action":"SCMP_ACT_ALLOW"}]}',
    },
    outcome: 'held',
  },
  {
    name: 'it allows sockets of every family',
    text: withProfile,
    files: {
      'p.json':
        '{"defaultAction":"SCMP_ACT_ERRNO","defaultErrnoRet":38,"syscalls":[{"names":["socket","unshare"],"action":"SCMP_ACT_ALLOW"}]}',
    },
    outcome: 'broken',
    disputed: 'Tools that only ask whether it denies by default call it held; AF_ALG and new user namespaces stay open',
  },
  { name: 'the profile of the engine', text: service(''), outcome: 'held', source: 'moby/profiles seccomp v0.2.3 seccomp/default.json' },
]);

export const table: readonly Case[] = [...bundles, ...units, ...runs, ...profiles];

import {
  broken,
  type DockerDaemon,
  type DockerSettings,
  type Field,
  type Gain,
  type Host,
  type HostVerdict,
  held,
  isKnown,
  isUnknown,
  knownValue,
  type Severity,
  undecided,
} from '../../model/index.ts';

interface Rule<T> {
  readonly key: keyof DockerSettings;
  readonly safe: (value: T) => boolean;
  /** What is the case where it is not safe. */
  readonly off: string;
  readonly set: string;
  readonly severity: Severity;
  readonly gain: Gain;
  readonly strict?: true;
  /** CIS Docker Benchmark. */
  readonly cis?: string;
}

const isTrue = (value: boolean): boolean => value;
const isFalse = (value: boolean): boolean => !value;

/** Source of what each does: docs.docker.com/reference/cli/dockerd for Docker 28. */
const switches: readonly Rule<boolean>[] = [
  {
    key: 'icc',
    cis: '2.2',
    safe: isFalse,
    off: 'containers on the default bridge reach each other on every port',
    set: '"icc": false',
    severity: 'low',
    gain: 'other containers',
  },
  {
    key: 'no-new-privileges',
    cis: '2.14',
    safe: isTrue,
    off: 'containers may raise their privileges by set-uid programs unless their own declaration forbids it',
    set: '"no-new-privileges": true',
    severity: 'low',
    gain: 'privileges',
  },
  {
    key: 'iptables',
    cis: '2.4',
    safe: isTrue,
    off: 'the engine writes no firewall rules, so that networks are not parted from each other',
    set: '"iptables": true',
    severity: 'medium',
    gain: 'other containers',
  },
  {
    key: 'live-restore',
    cis: '2.15',
    safe: isTrue,
    off: 'containers end when the daemon is updated',
    set: '"live-restore": true',
    severity: 'low',
    gain: 'availability',
    strict: true,
  },
  {
    key: 'userland-proxy',
    cis: '2.16',
    safe: isFalse,
    off: 'a process of root stands in front of every published port, and hides who connects',
    set: '"userland-proxy": false',
    severity: 'low',
    gain: 'network',
    strict: true,
  },
  {
    key: 'experimental',
    safe: isFalse,
    off: 'unfinished features are on',
    set: '"experimental": false',
    severity: 'low',
    gain: 'host',
    strict: true,
  },
];

const words: readonly Rule<string>[] = [
  {
    key: 'seccomp-profile',
    cis: '2.17',
    safe: (value) => value !== 'unconfined',
    off: 'containers have no seccomp filter unless their own declaration names one',
    set: 'take "seccomp-profile": "unconfined" out',
    severity: 'high',
    gain: 'host',
  },
  {
    key: 'storage-driver',
    cis: '2.6',
    safe: (value) => value !== 'aufs',
    off: 'aufs is not maintained',
    set: '"storage-driver": "overlay2"',
    severity: 'low',
    gain: 'host',
  },
];

export function settingVerdicts(daemon: DockerDaemon, host: Host): HostVerdict[] {
  const { settings } = daemon;
  return [
    ...switches.map((rule) => askedBy(rule.cis, verdictOf(rule, settings[rule.key] as Field<boolean>, daemon))),
    ...words.map((rule) => askedBy(rule.cis, verdictOf(rule, settings[rule.key] as Field<string>, daemon))),
    askedBy('2.5', registries(daemon)),
    askedBy(undefined, logs(daemon)),
    askedBy('2.8', ulimits(daemon)),
    ...labels(daemon, host).map((verdict) => askedBy('5.3', verdict)),
  ];
}

const askedBy = (cis: string | undefined, verdict: HostVerdict): HostVerdict => ({ ...verdict, cisDocker: cis === undefined ? [] : [cis] });

function verdictOf<T>({ key, safe, off, set, severity, gain, strict }: Rule<T>, field: Field<T>, { name }: DockerDaemon): HostVerdict {
  if (isUnknown(field)) return undecided(field, severity);
  const said = `${name}: ${key} is ${String(field.value) === '' ? 'not set' : String(field.value)}`;
  if (safe(field.value)) return held(said, field);
  return {
    ...broken(`${said}, so ${off}`, field, { severity, gain, ...(strict === undefined ? {} : { level: 'strict' as const }) }),
    steps: [stepFor(key, set, field)],
  };
}

/** A daemon that has a setting on its command line and in its file does not start. */
const stepFor = (key: string, set: string, { origin }: Field<unknown>): string =>
  origin?.source.path.endsWith('/cmdline') || origin?.source.path.includes('/systemd/')
    ? `take --${key} off the daemon's command line, then ${set} in daemon.json`
    : `${set} in daemon.json`;

const loopback = /^(?:localhost|127\.|\[?::1)/;

function registries({ name, settings }: DockerDaemon): HostVerdict {
  const entries = settings['insecure-registries'];
  const open = entries.filter((entry) => isKnown(entry) && !loopback.test(entry.value));
  const hidden = entries.find(isUnknown);
  const [first] = open;
  if (first === undefined)
    return hidden === undefined ? held(`${name}: every registry but loopback is asked over TLS`, entries[0]) : undecided(hidden, 'low');
  const names = open.slice(0, 3).map(knownValue).join(', ') + (open.length > 3 ? ` and ${open.length - 3} more` : '');
  return {
    ...broken(`${name}: images from ${names} are taken without a check of who sends them`, first, { severity: 'medium', gain: 'host' }),
    steps: [
      'give the registry a certificate, put its authority into /etc/docker/certs.d/HOST/ca.crt, and take it out of insecure-registries',
    ],
  };
}

/** Drivers that keep everything on this disk for ever unless told otherwise; `local` turns its files over by itself. */
function logs({ name, settings }: DockerDaemon): HostVerdict {
  const driver = settings['log-driver'];
  const size = settings['log-max-size'];
  if (isUnknown(driver)) return undecided(driver, 'low');
  if (driver.value !== 'json-file') return held(`${name}: log-driver is ${driver.value}`, driver);
  if (isUnknown(size)) return undecided(size, 'low');
  if (size.value !== '' && size.value !== '-1') return held(`${name}: a log file grows to ${size.value}`, size);
  return {
    ...broken(
      `${name}: log files grow without end, so that one container can fill the disk of all`,
      size.state === 'written' ? size : driver,
      { severity: 'low', gain: 'availability' },
    ),
    steps: ['"log-driver": "local" in daemon.json, or "log-opts": {"max-size": "10m", "max-file": "3"}'],
  };
}

function ulimits({ name, settings }: DockerDaemon): HostVerdict {
  const entries = settings['default-ulimits'];
  const hidden = entries.find(isUnknown);
  const known = entries.filter(isKnown).map(({ value }) => value);
  if (known.length > 0) return held(`${name}: default limits for ${known.join(', ')}`, entries[0]);
  if (hidden !== undefined) return undecided(hidden, 'low');
  return {
    ...broken(`${name}: containers have the daemon's own limits of open files and processes`, undefined, {
      severity: 'low',
      gain: 'availability',
      level: 'strict',
    }),
    steps: ['"default-ulimits": {"nofile": {"Name": "nofile", "Soft": 1024, "Hard": 4096}} in daemon.json'],
  };
}

/** Fedora's and Red Hat's kernels enforce; Docker labels containers only where it is told to. */
function labels({ name, settings }: DockerDaemon, { kernel }: Host): HostVerdict[] {
  const field = settings['selinux-enabled'];
  if (knownValue(kernel.selinux) !== 'enforcing') return [];
  if (isUnknown(field)) return [undecided(field, 'medium')];
  if (field.value) return [held(`${name} gives each container an SELinux label`, field)];
  return [
    {
      ...broken(`${name}: SELinux enforces, and containers have no label of their own`, field, { severity: 'medium', gain: 'host' }),
      steps: ['"selinux-enabled": true in daemon.json'],
    },
  ];
}

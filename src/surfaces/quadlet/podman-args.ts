import { hasHole } from '../../text/shell/holes.ts';
import type { Option } from './draft.ts';
import { switching, taking } from './effects/index.ts';
import { problem, type Reading } from './reading.ts';
import type { Value } from './unit.ts';

const short: Readonly<Record<string, string>> = {
  a: 'attach',
  c: 'cpu-shares',
  d: 'detach',
  e: 'env',
  h: 'hostname',
  i: 'interactive',
  l: 'label',
  m: 'memory',
  p: 'publish',
  P: 'publish-all',
  q: 'quiet',
  t: 'tty',
  u: 'user',
  v: 'volume',
  w: 'workdir',
};

const list = (...texts: string[]): ReadonlySet<string> => new Set(texts.flatMap((text) => text.split(' ')));

/** Options without a say in what is judged. Source: Podman 5.8 cmd/podman/common/{create,netflags}.go, cmd/podman/root.go. */
const quietValues = list(
  'add-host annotation arch attach authfile blkio-weight-device cert-dir cidfile conmon-pidfile cpu-rt-period cpu-rt-runtime cpuset-mems',
  'creds decryption-key detach-keys dns dns-option dns-search group-entry health-interval health-log-destination health-max-log-count',
  'health-max-log-size health-on-failure health-retries health-start-period health-startup-cmd health-startup-interval',
  'health-startup-retries health-startup-success health-startup-timeout health-timeout hostuser image-volume infra-command',
  'infra-conmon-pidfile infra-image infra-name exit-policy init-ctr init-path ip ip6 label label-file log-driver log-opt mac-address',
  'memory-swappiness name network-alias passwd-entry personality pidfile pod-id-file preserve-fd preserve-fds pull rdt-class requires',
  'restart retry retry-delay sdnotify shm-size-systemd stop-signal stop-timeout storage-opt systemd timeout tz umask unsetenv variant',
  'log-level cgroup-manager root runroot storage-driver tmpdir volumepath network-config-dir',
);
const quietSwitches = list(
  'detach disable-content-trust help http-proxy init interactive no-hostname no-hosts passwd quiet replace rm rmi sig-proxy tls-verify tty unsetenv-all infra syslog',
);

/**
 * The words of PodmanArgs= as options of `podman run` (or `podman pod create`). What is not known is a problem, and the
 * word behind it is taken for its value unless it looks like an option.
 */
export function podmanArgs(reading: Reading, words: readonly Value[], key: string): Option[] {
  const options: Option[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as Value;
    const next = words[at + 1];
    const read = optionOf(reading, word, next, key);
    options.push(...read.options);
    if (read.tookNext) at++;
  }
  return options;
}

interface Read {
  readonly options: readonly Option[];
  readonly tookNext: boolean;
}

const nothing: Read = { options: [], tookNext: false };

function optionOf(reading: Reading, word: Value, next: Value | undefined, key: string): Read {
  const { text, origin } = word;
  const [, dashes = '', body = ''] = /^(--?)(.+)$/s.exec(text) ?? [];
  const equals = body.indexOf('=');
  const name = equals < 0 ? body : body.slice(0, equals);
  if (dashes === '' || hasHole(name)) {
    const what = hasHole(text) ? 'holds options that are filled in by systemd' : 'holds a word that is no option';
    problem(reading, origin, `${key} ${what}; it was not read`);
    return nothing;
  }
  const attached = equals < 0 ? undefined : body.slice(equals + 1);
  if (dashes === '--') return long(name, attached);
  return letters();

  function long(flag: string, value: string | undefined): Read {
    const option = { flag, name: `--${flag}`, origin };
    if (Object.hasOwn(switching, flag)) return { options: [{ ...option, value: value ?? 'true' }], tookNext: false };
    if (quietSwitches.has(flag)) return nothing;
    const known = Object.hasOwn(taking, flag) && flag !== 'volatile-tmp';
    if (!known && !quietValues.has(flag)) {
      problem(reading, origin, `--${shown(flag)} of ${key} is no option that is known here and was not read; check its spelling`);
      return { options: [], tookNext: value === undefined && next !== undefined && !next.text.startsWith('-') };
    }
    if (value === undefined && next === undefined) problem(reading, origin, `--${flag} of ${key} needs a value`);
    const given = value ?? next?.text;
    if (given === undefined) return nothing;
    const end = value === undefined && next?.origin.source === origin.source ? Math.max(origin.end, next.origin.end) : origin.end;
    const options = known ? [{ ...option, value: given, origin: { ...origin, end } }] : [];
    return { options, tookNext: value === undefined };
  }

  /** -v VALUE, -vVALUE, -v=VALUE, and letters without a value together: -it. */
  function letters(): Read {
    const found: Option[] = [];
    for (let at = 0; at < body.length; at++) {
      const letter = body[at] as string;
      const flag = Object.hasOwn(short, letter) ? short[letter] : undefined;
      if (flag === undefined) {
        problem(reading, origin, `-${shown(letter)} of ${key} is no option that is known here and was not read; check its spelling`);
        return { options: found, tookNext: false };
      }
      if (!quietSwitches.has(flag) && !Object.hasOwn(switching, flag)) {
        const rest = body.slice(at + 1).replace(/^=/, '');
        const read = long(flag, rest === '' ? undefined : rest);
        return { options: [...found, ...read.options], tookNext: read.tookNext };
      }
      found.push(...long(flag, undefined).options);
    }
    return { options: found, tookNext: false };
  }
}

const shown = (flag: string): string => /^[\w.-]{1,60}/.exec(flag)?.[0] ?? '…';

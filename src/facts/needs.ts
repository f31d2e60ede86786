import { type Container, isKnown, knownValue } from '../model/index.ts';

/**
 * Programs that cannot work without a set-uid bit or a file capability, by the name of the program or of the package that brings it.
 * Source: the set-uid and setcap files of Debian 13's packages sudo, login, passwd, cron, at, fuse3, iputils-ping, postfix, exim4-daemon-light.
 */
const setUid = ['sudo', 'su', 'doas', 'crontab', 'cron', 'at', 'fusermount', 'fusermount3', 'fuse', 'fuse3', 'postfix', 'exim4', 'pkexec'];

/**
 * Programs that open raw or packet sockets: packet(7), raw(7); each by its own manual page. Ping is one of them only on old kernels, but many
 * images carry a ping with the capability on its file.
 */
const rawSocket = [
  ...[
    'ping',
    'ping6',
    'fping',
    'arping',
    'hping3',
    'iputils-ping',
    'iputils',
    'traceroute',
    'mtr',
    'mtr-tiny',
    'nmap',
    'masscan',
    'tcpdump',
  ],
  ...[
    'tshark',
    'dhclient',
    'dhcpcd',
    'dhcpd',
    'udhcpc',
    'udhcpd',
    'dnsmasq',
    'keepalived',
    'radvd',
    'bird',
    'frr',
    'smokeping',
    'arpwatch',
  ],
  ...['snort', 'suricata', 'zeek', 'ntopng', 'softflowd', 'arp-scan', 'pihole', 'uptime-kuma', 'blackbox-exporter', 'blackbox_exporter'],
  ...['smokeping_prober', 'home-assistant', 'homeassistant', 'netdata', 'telegraf', 'zabbix', 'librenms', 'metallb', 'calico', 'cilium'],
];

/** The first sign that the program raises its privileges by executing a file: what it is, or undefined where the declaration shows none. */
export const signOfSetUid = (container: Container): string | undefined =>
  signIn(container, setUid) ??
  (/\b(?:chmod\s+(?:[ug+,=rwx]*\+s|[46][0-7]{3})|setcap\s)/.test(stepsOf(container)) ? 'chmod or setcap in its build' : undefined);

/** The first sign that the program opens raw sockets. */
export const signOfRawSocket = (container: Container): string | undefined => signIn(container, rawSocket);

function signIn(container: Container, programs: readonly string[]): string | undefined {
  const words = new Set(wordsOf(container));
  return programs.find((program) => words.has(program));
}

/** Words of the command line, of what the image's build runs, and of the image's own name. */
function wordsOf(container: Container): string[] {
  const { process, image, healthcheck } = container;
  const check = knownValue(healthcheck);
  const said = [...(knownValue(process.args) ?? []), ...(check?.disabled === false ? check.test : []), stepsOf(container)];
  const words = said.flatMap((text) => text.split(/[\s"'`;&|()[\],=]+/)).map((word) => word.slice(word.lastIndexOf('/') + 1));
  const name = knownValue(image.reference)
    ?.replace(/@.*$/s, '')
    .replace(/:[^:/]*$/, '');
  return name === undefined ? words : [...words, ...name.split('/').flatMap((part) => [part, ...part.split(/[-_.]/)])];
}

const stepsOf = ({ image }: Container): string =>
  [...(image.built?.image.build?.steps ?? []), ...(image.build?.steps ?? [])]
    .filter(({ instruction, text }) => instruction === 'RUN' && isKnown(text))
    .map(({ text }) => knownValue(text) ?? '')
    .join('\n');

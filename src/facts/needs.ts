import { type Container, isKnown, knownValue } from '../model/index.ts';

/**
 * Programs that cannot work without a set-uid bit or a file capability, by the name of the program or of the package that brings it.
 * Source: the files of Debian 12's packages and what their maintainer scripts set. Set-uid: sudo, su (util-linux), doas (opendoas), pkexec,
 * at, exim4, fusermount (fuse), fusermount3 (fuse3), newuidmap and newgidmap (uidmap), the plugins of netdata. Set-gid: crontab (cron),
 * postdrop and postqueue (postfix). File capabilities: fping, mtr-packet (mtr), dumpcap (wireshark-common),
 * prometheus-blackbox-exporter. Not ping, which both engines let every group do without any (net.ipv4.ping_group_range).
 */
const setUid = words(`
  sudo su doas opendoas pkexec at exim4 fusermount fusermount3 fuse fuse3 newuidmap newgidmap uidmap netdata
  crontab cron postfix postdrop postqueue
  fping mtr mtr-tiny dumpcap prometheus-blackbox-exporter
`);

/** Images whose programs call fping as an ordinary user: the manuals of SmokePing, Zabbix and LibreNMS. */
const callFping = words('smokeping zabbix librenms');

/**
 * Programs that open raw or packet sockets (packet(7), raw(7)). Each of the first group either links libpcap, has CAP_NET_RAW in its unit or on its
 * file, or names the socket in its manual or messages, in Debian 12's packages; of dnsmasq, bird, masscan and busybox's udhcpc it is their
 * source that opens one. Ping needs one only on old kernels, but many images carry a ping with the capability on its file.
 */
const rawSocket = [
  ...words(`
    ping ping6 iputils-ping iputils fping arping hping3 traceroute mtr mtr-tiny nmap masscan arp-scan arpwatch
    tcpdump tshark dumpcap dhclient dhcpd dhcpcd udhcpc udhcpd dnsmasq keepalived radvd bird frr
    netdata blackbox-exporter blackbox_exporter prometheus-blackbox-exporter
  `),
  // Traffic analysers capture packets, by their manuals.
  ...words('snort suricata zeek ntopng softflowd'),
  // Monitors that ping, by themselves or through fping, and what brings dnsmasq along.
  ...words('smokeping smokeping_prober zabbix librenms telegraf uptime-kuma home-assistant homeassistant pihole'),
  // Networks of clusters: the manifests that they publish add NET_RAW.
  ...words('metallb calico cilium'),
];

/** The first sign that the program raises its privileges by executing a file: what it is, or undefined where the declaration shows none. */
export const signOfSetUid = (container: Container): string | undefined =>
  signIn(container, [...setUid, ...callFping]) ??
  (/\b(?:chmod\s+(?:[ug+,=rwx]*\+s|[46][0-7]{3})|setcap\s)/.test(stepsOf(container)) ? 'chmod or setcap in its build' : undefined);

/** The first sign that the program opens raw sockets. */
export const signOfRawSocket = (container: Container): string | undefined => signIn(container, rawSocket);

function signIn(container: Container, programs: readonly string[]): string | undefined {
  const said = new Set(wordsOf(container));
  return programs.find((program) => said.has(program));
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

/** Words of the command line, of what the image's build runs, and of the image's own name. */
function wordsOf(container: Container): string[] {
  const { process, image, healthcheck } = container;
  const check = knownValue(healthcheck);
  const said = [...(knownValue(process.args) ?? []), ...(check?.disabled === false ? check.test : []), stepsOf(container)];
  const parts = said.flatMap((text) => text.split(/[\s"'`;&|()[\],=]+/)).map((word) => word.slice(word.lastIndexOf('/') + 1));
  const name = knownValue(image.reference)
    ?.replace(/@.*$/s, '')
    .replace(/:[^:/]*$/, '');
  return name === undefined ? parts : [...parts, ...name.split('/').flatMap((part) => [part, ...part.split(/[-_.]/)])];
}

const stepsOf = ({ image }: Container): string =>
  [...(image.built?.image.build?.steps ?? []), ...(image.build?.steps ?? [])]
    .filter(({ instruction, text }) => instruction === 'RUN' && isKnown(text))
    .map(({ text }) => knownValue(text) ?? '')
    .join('\n');

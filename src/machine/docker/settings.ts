import { byDefault, type DockerSettings, type Field, isKnown, type Unknown, unknown } from '../../model/index.ts';
import { getPair } from '../../text/yaml/node.ts';
import { asFlag, asWord, fromFile, type Kind, keysFromFile, listFromFile, type Written } from './written.ts';

const from = 'Docker default';

/** A daemon's settings by the words of daemon.json. Defaults: moby/moby v28 cmd/dockerd/config*.go and daemon/config. */
export function settingsOf(where: Written): DockerSettings {
  const bool = (key: string, otherwise: boolean, flag = key): Field<boolean> => {
    const told = where.flag(flag);
    if (told !== undefined) return boolOf(told);
    return fromFile(where.file, key, asFlag) ?? unread(where) ?? byDefault(otherwise, from);
  };
  const word = (key: string, otherwise: string, flag = key): Field<string> =>
    where.flag(flag) ?? fromFile(where.file, key, asWord) ?? unread(where) ?? byDefault(otherwise, from);
  const list = (key: string, flag: string): readonly Field<string>[] => {
    const told = [...where.flags(flag), ...listFromFile(where.file, key)];
    const hidden = unread(where);
    return hidden === undefined ? told : [...told, hidden];
  };
  return {
    hosts: list('hosts', 'host'),
    tlsverify: bool('tlsverify', false),
    icc: bool('icc', true),
    iptables: bool('iptables', true),
    'no-new-privileges': bool('no-new-privileges', false),
    'live-restore': bool('live-restore', false),
    'userland-proxy': bool('userland-proxy', true),
    experimental: bool('experimental', false),
    'selinux-enabled': bool('selinux-enabled', false),
    'userns-remap': word('userns-remap', ''),
    'seccomp-profile': word('seccomp-profile', 'builtin'),
    'log-driver': word('log-driver', 'json-file'),
    'log-level': word('log-level', 'info'),
    'storage-driver': word('storage-driver', ''),
    'default-cgroupns-mode': word('default-cgroupns-mode', ''),
    'log-max-size': maxSizeOf(where),
    'insecure-registries': list('insecure-registries', 'insecure-registry'),
    'default-ulimits': [
      ...where.flags('default-ulimit').map((field) => (isKnown(field) ? { ...field, value: field.value.split('=')[0] ?? '' } : field)),
      ...keysFromFile(where.file, 'default-ulimits'),
      ...[unread(where)].filter((field) => field !== undefined),
    ],
  };
}

/** Source: strconv.ParseBool, which pflag uses. */
function boolOf(field: Field<string>): Field<boolean> {
  if (!isKnown(field)) return field;
  if (/^(?:1|t|T|true|TRUE|True)$/.test(field.value)) return { ...field, value: true };
  if (/^(?:0|f|F|false|FALSE|False)$/.test(field.value)) return { ...field, value: false };
  return unknown(`${field.value} is neither true nor false`, field.origin);
}

function maxSizeOf(where: Written): Field<string> {
  const told = where.flags('log-opt').find((field) => isKnown(field) && field.value.startsWith('max-size='));
  if (isKnown(told)) return { ...told, value: told.value.slice('max-size='.length) };
  const options = getPair(where.file, 'log-opts')?.value;
  return fromFile(options, 'max-size', asSize) ?? unread(where) ?? byDefault('', from);
}

const asSize: Kind<string> = (node) => (node.kind === 'scalar' ? node.text : undefined);

const unread = ({ unread: why }: Written): Unknown | undefined => (why === undefined ? undefined : unknown(why.because, why.origin));

import { type Device, type DeviceFile, type Entries, type Field, type Observed, unknown, written } from '../model/index.ts';
import type { MountLine } from './mountinfo.ts';
import { byPath, nowhereIn, refused, type Texts } from './texts.ts';

/** A whole host has a few hundred below /dev; the folders of it that hold devices are two levels deep. */
const mostFiles = 4000;
const deepest = 2;

/** Of the kernel's own devices those that every container has. Source: OCI runtime specification 1.2, config-linux.md, default devices. */
const usual: ReadonlySet<string> = new Set([
  'character 1:3',
  'character 1:5',
  'character 1:7',
  'character 1:8',
  'character 1:9',
  'character 5:0',
  'character 5:1',
  'character 5:2',
]);
/** Terminals of its own: majors 136 to 143. Source: Linux Documentation/admin-guide/devices.txt. */
const isTerminal = ({ type, major }: DeviceFile): boolean => type === 'character' && major >= 136 && major <= 143;

/** Device files below its /dev. Only the kernel's own file systems are looked into: another one may keep whoever asks waiting. */
export function deviceFilesOf({ door, folder }: Texts, lines: readonly MountLine[]): Observed['deviceFiles'] {
  const dev = lines.findLast(({ point }) => point === '/dev');
  if (dev === undefined)
    return unknown('nothing is mounted on its /dev, and its root file system is not looked into', nowhereIn(`${folder}/root`));
  if (dev.type !== 'tmpfs' && dev.type !== 'devtmpfs') return unknown(`its /dev is a ${dev.type}, which is not looked into`, dev.origin);
  const others = lines
    .filter(({ point, type }) => point.startsWith('/dev/') && !['tmpfs', 'devtmpfs', 'devpts', 'mqueue'].includes(type))
    .map(({ point }) => point);
  const found: DeviceFile[] = [];
  const look = (at: string, depth: number): void => {
    for (const name of door.list(`${folder}/root${at}`)) {
      const path = `${at}/${name}`;
      if (found.length >= mostFiles || others.includes(path)) continue;
      const node = door.node(`${folder}/root${path}`);
      if (node !== undefined) found.push({ path, ...node });
      else if (depth < deepest && door.link(`${folder}/root${path}`) === undefined) look(path, depth + 1);
    }
  };
  look('/dev', 1);
  if (found.length === 0 && door.list(`${folder}/root/dev`).length === 0)
    return refused(`${folder}/root/dev`, 'permission to read it is denied');
  return byPath(`${folder}/root/dev`, found);
}

/** Those that no container has unless somebody gives it to it. */
export function devicesOf(files: Observed['deviceFiles']): Entries<Device> {
  if (files.state === 'unknown') return [files];
  const origin = files.state === 'written' ? files.origin : (files.origin ?? nowhereIn('/dev'));
  return files.value
    .filter((file) => !usual.has(`${file.type} ${file.major}:${file.minor}`) && !isTerminal(file))
    .map(({ path }): Field<Device> => written({ path }, origin));
}

import {
  type DockerDaemon,
  type Field,
  type Host,
  type HostProcess,
  type HostProgram,
  type HostUser,
  isKnown,
  knownValue,
  unknown,
  written,
} from '../../model/index.ts';
import { parseUnit, wordsOf } from '../../text/systemd/index.ts';
import { byPath, type Files } from '../files.ts';
import { settingsOf } from './settings.ts';
import { flagsOf, readDaemonJson, type Written } from './written.ts';

/** The machine's own daemon, where it is installed or runs, and each user's that runs. */
export async function daemonsOf(
  files: Files,
  programs: readonly HostProgram[],
  processes: readonly HostProcess[],
  users: Host['users'],
): Promise<DockerDaemon[]> {
  const running = processes.filter(({ name }) => name === 'dockerd');
  const own = running.find(({ uid }) => uid === 0);
  const daemons = running.map((process) => daemonOf(files, process, users));
  const installed = programs.some(({ name }) => name === 'dockerd');
  // A user's daemon alone means that the machine's own was turned off on purpose.
  if (own !== undefined || !installed || daemons.length > 0) return Promise.all(daemons.map((daemon) => withAnswer(files, daemon)));
  const unit = unitFlags(files);
  return [stopped(files, flagsOf(unit))];
}

function stopped(files: Files, flags: ReturnType<typeof flagsOf>): DockerDaemon {
  return {
    name: 'Docker',
    running: false,
    rootless: byPath('/usr/bin/dockerd', false),
    settings: settingsOf(writtenIn(files, flags, '/etc/docker/daemon.json')),
  };
}

function daemonOf(files: Files, process: HostProcess, users: Host['users']): DockerDaemon {
  const words = isKnown(process.args) ? fieldsOf(process.args) : [];
  const flags = flagsOf(words);
  const user = process.uid === 0 ? undefined : (knownValue(users) ?? []).find(({ uid }) => uid === process.uid);
  const status = `/proc/${process.pid}/status`;
  const where = writtenIn(files, flags, configOf(flags, process.uid, user));
  const hidden = isKnown(process.args) ? undefined : process.args;
  return {
    name: process.uid === 0 ? 'Docker' : `Docker of user ${user?.name ?? process.uid}`,
    running: true,
    // rootlesskit makes the user root in a namespace of its own: /proc shows the user's own number from outside.
    rootless: byPath(status, process.uid !== 0),
    settings: settingsOf(
      hidden === undefined ? where : { ...where, unread: { because: hidden.because, origin: hidden.origin ?? byPath(status, 0).origin } },
    ),
  };
}

/** Source: moby/moby v28 cmd/dockerd/config_unix.go: a rootless daemon reads $XDG_CONFIG_HOME/docker/daemon.json. */
function configOf(flags: ReturnType<typeof flagsOf>, uid: number, user: HostUser | undefined): string {
  const told = knownValue(flags.flag('config-file'));
  if (told !== undefined) return told;
  return uid === 0 ? '/etc/docker/daemon.json' : `${user?.home ?? '/nonexistent'}/.config/docker/daemon.json`;
}

function writtenIn(files: Files, flags: ReturnType<typeof flagsOf>, path: string): Written {
  const source = files.source(path);
  if (source === undefined) return { ...flags, file: undefined, unread: undefined };
  if (!('state' in source)) return { ...flags, ...readDaemonJson(source, files.problems) };
  files.problems.push({
    file: path,
    message: `${source.because}; run as root, or make it readable, so that the daemon's settings can be judged`,
  });
  return { ...flags, file: undefined, unread: { because: source.because, origin: byPath(path, 0).origin } };
}

/** Each word of a command line with its place in the joined text. */
function fieldsOf(args: Extract<Field<readonly string[]>, { state: 'written' | 'default' }>): Field<string>[] {
  const source = args.origin?.source;
  let at = 0;
  return args.value.map((word) => {
    const start = at;
    at += word.length + 1;
    return source === undefined ? unknown('') : written(word, { source, start, end: start + word.length });
  });
}

/** Drop-ins of /etc come after the unit itself and may take its ExecStart away (systemd.unit(5)). */
function unitFlags(files: Files): Field<string>[] {
  const folders = ['/usr/lib/systemd/system', '/lib/systemd/system', '/run/systemd/system', '/etc/systemd/system'];
  const main = folders.map((folder) => `${folder}/docker.service`).findLast((path) => files.door.look(path)?.kind === 'file');
  const dropIns = folders.flatMap((folder) =>
    files.door
      .list(`${folder}/docker.service.d`)
      .filter((name) => name.endsWith('.conf'))
      .map((name) => `${folder}/docker.service.d/${name}`),
  );
  let words: Field<string>[] = [];
  for (const path of [...(main === undefined ? [] : [main]), ...dropIns]) {
    const source = files.source(path);
    if (source === undefined || 'state' in source) continue;
    for (const entry of parseUnit(source).entries) {
      if (entry.section === 'Service' && entry.key === 'ExecStart')
        words = wordsOf(entry).map(({ text, start, end }) => written(text, { source, start, end }));
    }
  }
  return words;
}

/** What the engine itself says of its measures. Only what is judged is kept: the whole answer may hold a proxy's password. */
async function withAnswer(files: Files, daemon: DockerDaemon): Promise<DockerDaemon> {
  const path = listensOn(daemon);
  if (path === undefined || files.door.look(path)?.kind !== 'socket') return daemon;
  const options = securityOptions(await files.door.ask(path, '/info'));
  if (options === undefined) return daemon;
  const text = options.join(' ');
  return { ...daemon, security: written(options, { source: { path: `${path} GET /info`, text }, start: 0, end: text.length }) };
}

/** A user's daemon listens in a folder whose name we only know by its own words. */
function listensOn({ settings, name }: DockerDaemon): string | undefined {
  const told = settings.hosts.map(knownValue).find((host) => host?.startsWith('unix://'));
  if (told !== undefined) return told.slice('unix://'.length).replace(/^\/var\/run\//, '/run/');
  return name === 'Docker' ? '/run/docker.sock' : undefined;
}

function securityOptions(answer: string | undefined): readonly string[] | undefined {
  if (answer === undefined) return undefined;
  try {
    const { SecurityOptions: options } = JSON.parse(answer) as { readonly SecurityOptions?: unknown };
    return Array.isArray(options) ? options.slice(0, 50).map((option) => String(option).slice(0, 200)) : undefined;
  } catch {
    return undefined;
  }
}

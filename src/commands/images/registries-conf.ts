import type { Caller } from '../../host/caller.ts';
import { fileNames, lookAt, readText } from '../../host/read.ts';
import { Unreadable } from '../../model/index.ts';
import { type Registries, registriesIn } from '../../registry/index.ts';
import { readToml } from '../../text/toml/read.ts';

/**
 * registries.conf of the caller, else that of the machine, and what both have in registries.conf.d (containers-registries.conf(5),
 * containers-registries.conf.d(5)). Throws Unreadable, with its name, where one of them is not understood: a mirror or a block would be lost.
 */
export function registriesOf(by: Caller): Registries {
  const files = filesOf(by).flatMap((path) =>
    lookAt(path) === undefined ? [] : { path, toml: named(path, () => readToml(readText(path))) },
  );
  for (const { path, toml } of files) named(path, () => registriesIn([toml]));
  return registriesIn(files.map(({ toml }) => toml));
}

function filesOf({ env, home }: Caller): readonly string[] {
  const own = `${env.XDG_CONFIG_HOME === undefined || env.XDG_CONFIG_HOME === '' ? `${home}/.config` : env.XDG_CONFIG_HOME}/containers`;
  const { CONTAINERS_REGISTRIES_CONF: given = '' } = env;
  const usual = lookAt(`${own}/registries.conf`) === undefined ? '/etc/containers/registries.conf' : `${own}/registries.conf`;
  const dropped = ['/etc/containers', own].flatMap((folder) =>
    fileNames(`${folder}/registries.conf.d`)
      .filter((name) => name.endsWith('.conf'))
      .map((name) => `${folder}/registries.conf.d/${name}`),
  );
  return [given === '' ? usual : given, ...dropped];
}

function named<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof Unreadable ? new Unreadable(`${path}: ${error.message}`) : error;
  }
}

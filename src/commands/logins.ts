import type { Caller } from '../host/caller.ts';
import { readText } from '../host/read.ts';
import { runTool } from '../host/run-tool.ts';
import { Unreadable } from '../model/index.ts';
import { type AskLogin, type KeptLogin, type Login, type LoginIn, loginOfHelper, loginsIn } from '../registry/index.ts';
import { environment, programFile } from './engine-program.ts';

/** Milliseconds: a helper may have to ask somebody on the network. */
const patience = 30_000;

/**
 * What docker login and podman login left, and the programs (docker-credential-NAME) that keep logins for them. Each is asked once, and only where a
 * registry wants to know who asks. A file that is not there or cannot be read is nobody's login.
 */
export function loginsOf(by: Caller): AskLogin {
  let files: readonly LoginIn[] | undefined;
  const asked = new Map<string, Promise<Login | undefined>>();
  const ask = async (registry: string, repository: string): Promise<Login | undefined> => {
    files ??= filesOf(by).flatMap((path) => inFile(path) ?? []);
    for (const loginIn of files) {
      const kept = loginIn(registry, repository);
      const login = kept?.kind === 'helper' ? await helped(kept) : kept;
      if (login !== undefined) return login;
    }
    return undefined;
  };
  return (registry, repository) => {
    const key = `${registry}/${repository}`;
    const login = asked.get(key) ?? ask(registry, repository);
    asked.set(key, login);
    return login;
  };
}

/** docker/cli 29 cli/config/config.go; containers-auth.json(5). */
function filesOf({ env, home }: Caller): readonly string[] {
  const folder = (name: string, otherwise: string): string => {
    const value = env[name];
    return value === undefined || value === '' ? otherwise : value;
  };
  return [
    `${folder('DOCKER_CONFIG', `${home}/.docker`)}/config.json`,
    folder('REGISTRY_AUTH_FILE', `${folder('XDG_RUNTIME_DIR', `/run/containers/${process.getuid?.() ?? 0}`)}/containers/auth.json`),
    `${folder('XDG_CONFIG_HOME', `${home}/.config`)}/containers/auth.json`,
  ];
}

function inFile(path: string): LoginIn | undefined {
  try {
    return loginsIn(readText(path), path.split('/').at(-1) ?? path);
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

/** Protocol: docker/docker-credential-helpers 0.9: the server's name on standard input, JSON or a reason on standard output. */
async function helped({ program, server }: KeptLogin & { kind: 'helper' }): Promise<Login | undefined> {
  const file = await programFile(program);
  if (file === undefined) return { kind: 'none', because: `${program}, which keeps it, is not in PATH` };
  const result = await runTool(file, ['get'], { env: environment(), timeout: patience, input: server });
  if (result.kind === 'stopped') return { kind: 'none', because: `${program}: ${result.why}` };
  return loginOfHelper(program, result.stdout);
}

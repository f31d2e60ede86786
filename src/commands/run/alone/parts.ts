import { resolve } from 'node:path';
import { toOciConfig } from '../../../engines/index.ts';
import { byDefault, type Container, knownValue, type Mount } from '../../../model/index.ts';
import { placeOf, type SecretRequest } from '../../../secrets/index.ts';

/** What a runtime's configuration takes from a container, word by word. */
export const argsOf = ({ process: { args } }: Container): readonly string[] => knownValue(args) ?? [];

/** What is shown holds no secret of a variable. */
export const masked = (effective: Container, config: object): object => {
  const { process: own } = config as { process: object };
  return { ...config, process: { ...own, env: toOciConfig(effective).config.process.env } };
};

/** As engines give it where an image says nothing (moby 29 daemon/container_operations.go, oci.DefaultPathEnv). */
const usualPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** What the image or bundle says, and what the command says over it. */
export function variables({ process: { env } }: Container, built: Container, terminal: boolean): readonly string[] {
  const all = new Map<string, string>([['PATH', usualPath], ...(terminal ? [['TERM', 'xterm'] as const] : [])]);
  for (const { name, value, from } of [...built.process.env, ...env]) {
    const text = knownValue(value) ?? (from === 'caller' ? process.env[name] : undefined);
    if (text !== undefined) all.set(name, text);
  }
  return [...all].map(([name, value]) => `${name}=${value}`);
}

/** A runtime takes relative paths from the bundle; whoever types one means the folder that he is in. */
export function absolute(mount: Mount): Mount {
  const source = knownValue(mount.source);
  return knownValue(mount.type) === 'bind' && source !== undefined
    ? { ...mount, source: byDefault(resolve(source), 'bulkhead run') }
    : mount;
}

export const secretMount = (source: string, request: SecretRequest): object => ({
  ...{ destination: placeOf(request), type: 'bind', source },
  options: ['bind', 'ro', 'nosuid', 'nodev', 'noexec'],
});

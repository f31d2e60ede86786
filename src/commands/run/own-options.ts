import type { AskedOption, OwnOptions } from '../../surfaces/run-command/asked.ts';

/** The options of `bulkhead run` that no engine has. */
export const ownOptions: OwnOptions = { values: ['engine', 'secret', 'file'], switches: ['dry-run'] };

export interface RunFlags {
  /** docker, podman, runc or crun, or the path of a program of such a name. */
  readonly engine?: string;
  readonly secrets: readonly string[];
  /** A compose file: then a service stands in the place of the image. */
  readonly file?: string;
  /** What is printed in place of a start. */
  readonly dryRun?: 'both' | 'command' | 'oci';
}

const prints: Readonly<Record<string, RunFlags['dryRun']>> = { true: 'both', command: 'command', oci: 'oci' };

/** `because`: what is wrong with a value, fit to print. */
export function runFlags(given: readonly AskedOption[]): RunFlags | { readonly because: string } {
  const last = (name: string): string | undefined => given.findLast(({ flag }) => flag === name)?.value;
  const [engine, file, dry] = [last('engine'), last('file'), last('dry-run')];
  if (dry !== undefined && dry !== 'false' && prints[dry] === undefined)
    return { because: `--dry-run=${dry} is not known; it is --dry-run, --dry-run=command or --dry-run=oci` };
  const dryRun = dry === undefined ? undefined : prints[dry];
  return {
    secrets: given.flatMap(({ flag, value }) => (flag === 'secret' ? [value] : [])),
    ...(engine === undefined ? {} : { engine }),
    ...(file === undefined ? {} : { file }),
    ...(dryRun === undefined ? {} : { dryRun }),
  };
}

export const runHelp = `Usage: bulkhead run [OPTIONS] IMAGE [COMMAND] [ARG…]

Starts a container with every measure on. It takes the options of docker run (of podman run with Podman); each one that weakens a measure is
said in one line. What each measure is, and its default: docs/RUN.md.

Options of its own:
  --engine <engine>    docker, podman, runc or crun, or the path of one (default: docker, or podman where there is no docker);
                       with runc and crun the image is archive:FILE, a name, or the folder of an OCI bundle
  --dry-run            print the engine's command line and the OCI configuration that comes of it, and start nothing
                       (--dry-run=command, --dry-run=oci: one of the two)
  --file <compose>     a compose file: the image is then one of its services
  --secret <secret>    NAME=file:PATH, NAME=env:VARIABLE or NAME=vault:MOUNT/PATH#KEY: a file /run/secrets/NAME in memory,
                       which only the container's user can read

Without -p and --network it has no network. A published port is that of this machine alone (127.0.0.1) unless an address is given.
Exit code: that of the program; 125: it was not started; 126, 127: its program cannot be run, or is not there; 128+N: signal N.
`;

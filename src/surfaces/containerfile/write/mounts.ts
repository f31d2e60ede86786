import type { Edit } from '../../../model/index.ts';
import type { Instruction } from '../instruction.ts';
import { mountOptions, mountType, secretId } from '../run-mount.ts';
import { inserted } from './place.ts';

/** One secret for one RUN. */
export interface SecretMount {
  readonly id: string;
  /** Where it appears; absent: /run/secrets/ID. */
  readonly target?: string;
  /** The variable that commands find it in. */
  readonly variable?: string;
}

/** Why a RUN cannot be given a variable; undefined: it can. The option env= would, but needs Dockerfile 1.10 and Buildah 1.43. */
export function canMount({ form, heredocs }: Instruction): string | undefined {
  const byHand = 'write RUN --mount=type=secret,id=NAME,env=NAME there (Dockerfile 1.10)';
  if (form !== 'plain') return `the RUN that uses it runs no shell: ${byHand}`;
  return heredocs.length > 0 ? `the RUN that uses it is a heredoc: ${byHand}` : undefined;
}

/** Gathers what RUNs are given, so that each is edited once. */
export class Mounts {
  private readonly given = new Map<Instruction, SecretMount[]>();

  give(instruction: Instruction, mount: SecretMount): void {
    const known = this.given.get(instruction) ?? [];
    const twin = known.find(({ id }) => id === mount.id);
    if (twin === undefined) this.given.set(instruction, [...known, mount]);
    else if (twin.variable === undefined && mount.variable !== undefined)
      this.given.set(
        instruction,
        known.map((one) => (one === twin ? { ...twin, ...mount } : one)),
      );
  }

  edits(): readonly Edit[] {
    return [...this.given].map(([instruction, mounts]) => {
      const flags = mounts.filter((mount) => !hasMount(instruction, mount)).map(flagOf);
      const variables = mounts.flatMap(({ id, variable }) =>
        variable === undefined ? [] : `export ${variable}="$(cat /run/secrets/${id})" && `,
      );
      return inserted(instruction, instruction.args.start, [...flags, ...variables].join(''));
    });
  }
}

const flagOf = ({ id, target }: SecretMount): string => `--mount=type=secret,id=${id}${target === undefined ? '' : `,target=${target}`} `;

const hasMount = ({ flags }: Instruction, { id, target }: SecretMount): boolean =>
  flags.some((flag) => {
    const options = mountOptions(flag.value ?? '');
    return (
      flag.name === 'mount' && mountType(options) === 'secret' && secretId(options) === id && (options.get('target') ?? target) === target
    );
  });

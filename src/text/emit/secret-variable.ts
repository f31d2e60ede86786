import { type Container, knownValue, type SecretUse } from '../../model/index.ts';

/** Is this secret of the engine's store handed over as a variable, and not as a file? (Podman `type=env`.) */
export const isVariable = ({ name, target }: SecretUse, { process }: Pick<Container, 'process'>): boolean =>
  process.env.some((variable) => variable.from === 'secret' && variable.name === (knownValue(target) ?? name));

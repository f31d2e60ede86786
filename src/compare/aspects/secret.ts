import { literalSecret } from '../../facts/secrets/literal.ts';
import { whenceOf } from '../../facts/secrets/written.ts';
import { type Container, type EnvVar, isKnown } from '../../model/index.ts';
import { type Aspect, type Trait, traitOf } from '../trait.ts';

/** Secrets by their names: written in a variable, given away by an object, or handed over by the engine. What they hold is in no trait. */
export const secret: Aspect = {
  kind: 'secret',
  absent: { width: 0, said: 'not there' },
  traits: (container) => [
    ...container.process.env.flatMap((variable) => inVariable(variable, container)),
    ...(container.givesAway ?? []).map(
      ({ key, what, origin }): Trait => ({
        key: `key ${key}`,
        width: 1,
        value: '',
        said: 'there',
        name: `${what} in plain sight (${key})`,
        severity: 'medium',
        origin,
      }),
    ),
    ...container.secrets.map(
      ({ name, item, origin }): Trait => ({
        key: `secret ${name}${item === undefined ? '' : ` ${item}`}`,
        width: 1,
        value: '',
        said: 'given',
        name: `secret ${name}${item === undefined ? '' : ` (${item})`}`,
        severity: 'low',
        origin,
      }),
    ),
  ],
};

function inVariable({ name, value, origin }: EnvVar, { surface }: Container): Trait[] {
  if (!isKnown(value)) return [];
  const found = literalSecret(name, value.value);
  if (found === undefined) return [];
  const resolves = surface === 'run-command' || surface === 'containerfile';
  if (whenceOf(value.value.slice(found.start, found.end), origin, resolves) === 'elsewhere') return [];
  const severity = found.certainty === 'token' ? 'high' : 'medium';
  return [{ key: `variable ${name}`, width: 1, value: '', said: 'there', name: `secret in the variable ${name}`, severity, origin }];
}

/** Kubernetes: the service account's token. */
export const token: Aspect = {
  kind: 'token',
  subject: () => "service account's token",
  traits: ({ serviceAccountToken }) =>
    traitOf('token', serviceAccountToken, 'medium', (mounted) =>
      mounted
        ? { width: 1, said: 'mounted', name: "service account's token", gives: 'it may ask the API of the cluster' }
        : { width: 0, said: 'not mounted' },
    ),
};

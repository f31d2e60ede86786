import { literalSecret } from '../../facts/secrets/literal.ts';
import { type EnvVar, isKnown, isUnknown, knownValue, type SecretUse } from '../../model/index.ts';
import { type Draft, draft } from '../build.ts';
import { doubt, type Gap, gap } from '../grounds.ts';
import { cluster, inside, root, secret } from '../holds.ts';
import type { Inmate } from '../inmate.ts';
import { variableTrial } from '../tried.ts';

/** The token of the pod's service account. */
export function tokenSteps(inmate: Inmate): readonly Draft[] {
  const { container } = inmate;
  const token = tokenGap(inmate);
  if (token === 'shut') return [];
  return draft(inmate, {
    from: inside(container),
    to: cluster,
    kind: 'service-account',
    gaps: [token],
    trial: 'token',
    certainty: 'perhaps',
    because: 'what the roles of the account let it do is not known',
  });
}

/** Where the admission plugin ServiceAccount mounts the token; a mount of one's own there keeps it out. */
const tokenPlace = '/var/run/secrets/kubernetes.io/serviceaccount';

function tokenGap(inmate: Inmate): Gap {
  const { engine, serviceAccountToken: field, mounts } = inmate.container;
  const control = 'service-account-token';
  if (engine !== 'kubernetes' || knownValue(field) === false) return 'shut';
  if (mounts.some(({ destination }) => knownValue(destination)?.replace(/\/$/, '') === tokenPlace)) return 'shut';
  if (isUnknown(field)) return doubt(inmate, 'whether it has a token of its service account is not known', field.because, field, control);
  return gap(inmate, 'it has the token of its service account', field, control);
}

/** Secrets that the container is handed: as variables, and as files. */
export const secretSteps = (inmate: Inmate): readonly Draft[] => [
  ...inmate.container.process.env.flatMap((variable) => variableStep(inmate, variable)),
  ...inmate.container.secrets.flatMap((use) => fileStep(inmate, use)),
];

function variableStep(inmate: Inmate, { name, origin, value, from }: EnvVar): readonly Draft[] {
  const literal = isKnown(value) ? literalSecret(name, value.value) : undefined;
  if (from !== 'secret' && literal === undefined) return [];
  const { container } = inmate;
  const detail = literal === undefined ? `${name} comes from a secret` : `${name} holds ${literal.what}`;
  return draft(inmate, {
    from: inside(container),
    to: secret(container, name, `the secret ${name}`),
    kind: 'secret-variable',
    what: `reads ${name} from the environment`,
    // To keep it elsewhere takes it from nobody who is inside.
    gaps: [gap(inmate, detail, { state: 'written', value: name, origin })],
    trial: variableTrial(name),
  });
}

/** A file that root alone may read is root's. */
function fileStep(inmate: Inmate, { name, origin, mode, uid, target }: SecretUse): readonly Draft[] {
  const { container } = inmate;
  const bits = knownValue(mode) ?? 0o444;
  const owner = knownValue(uid) ?? '0';
  const forAll = (bits & 0o044) !== 0;
  const own = String(knownValue(container.process.user)?.uid ?? '') === owner;
  const path = knownValue(target);
  return draft(inmate, {
    from: forAll || own ? inside(container) : root(container),
    to: secret(container, name, `the secret ${name}`),
    kind: 'secret-file',
    what: path === undefined ? `reads the secret ${name}` : `reads ${path}`,
    gaps: [gap(inmate, `the secret ${name} is mounted`, { state: 'written', value: name, origin })],
  });
}

import { secretFileOf } from '../../facts/secret-file-variables.ts';
import { type LiteralSecret, literalSecret } from '../../facts/secrets/literal.ts';
import { whenceOf } from '../../facts/secrets/written.ts';
import {
  broken,
  type Change,
  type Container,
  type Control,
  type EnvVar,
  held,
  isKnown,
  type Severity,
  type Verdict,
} from '../../model/index.ts';

export const secretInEnvironment: Control = {
  id: 'secret-in-environment',
  group: 'secrets',
  title: 'No variable holds a secret that is written in the declaration',
  stops: 'Whoever reads the repository, the image or the output of docker inspect does not read the password with it.',
  why: 'A value in the declaration is in the repository and its history, in docker inspect, kubectl get -o yaml and the image, in crash reports, and in the environment of every program that the container starts. Write a reference instead (${DB_PASSWORD} in Compose, secretKeyRef in Kubernetes, a build secret), or better give the program a file, which is not handed on to child processes: many official images of databases read POSTGRES_PASSWORD_FILE and the like. Where an image reads no such file (redis, most self-made programs) the variable has to stay until the program learns to. Change a secret that has been committed: taking the line away leaves it in the history. A name that says password, secret or token, a known token, a password in an address, and a random word under a name such as KEY are taken for secrets; switches, paths, references and names such as PASSWORD_MIN_LENGTH are not.',
  severity: 'medium',
  gain: 'secrets',
  level: 'recommended',
  judges: ['container', 'image'],
  risk: {
    safe: false,
    because: 'the program gets the secret only once somebody has made it: in the caller, the store of the engine or the cluster',
    test: 'Make the secret, start the program, and log in with it',
  },
  references: {
    cisDocker: ['4.10'],
    cisKubernetes: ['5.4.1'],
    nsaCisa: ['Secrets'],
    nist800190: ['4.1.4'],
    mitre: ['T1552', 'T1552.001'],
  },
  judge(container) {
    const verdicts = ownVariables(container).flatMap((variable) => judgeVariable(variable, container) ?? []);
    return verdicts.length > 0 ? verdicts : held('no variable holds a secret that is written here');
  },
  harden: (container) =>
    ownVariables(container).flatMap((variable) => (judgeVariable(variable, container) === undefined ? [] : remove(variable, container))),
};

/** Those of the image are judged with the image; those of a file beside the command are no part of it. */
function ownVariables({ image, process, surface, origin }: Container): readonly EnvVar[] {
  const inherited = image.build?.inline === undefined ? new Set(image.built?.process.env) : new Set<EnvVar>();
  const isBeside = (variable: EnvVar): boolean => surface === 'run-command' && variable.origin.source !== origin.source;
  return process.env.filter((variable) => !inherited.has(variable) && !isBeside(variable));
}

function judgeVariable(variable: EnvVar, container: Container): Verdict | undefined {
  const { surface } = container;
  const { name, value, origin } = variable;
  if (!isKnown(value)) return undefined;
  const secret = literalSecret(name, value.value);
  if (secret === undefined) return undefined;
  const resolves = surface === 'run-command' || surface === 'containerfile';
  const whence = whenceOf(value.value.slice(secret.start, secret.end), origin, resolves);
  if (whence === 'elsewhere') return undefined;
  const say = whence === 'fallback' ? fallsBack : holds;
  return broken(say(name, secret), value, {
    origin,
    remedy: remove(variable, container),
    severity: whence === 'fallback' ? 'low' : severityOf(secret),
  });
}

const holds = (name: string, { what, certainty }: LiteralSecret): string =>
  certainty === 'weak' ? `${name} holds ${what} that is weak: a word that anybody tries first` : `${name} holds ${what} in plain text`;

const fallsBack = (name: string, { what }: LiteralSecret): string =>
  `${name} falls back to ${what} that is written here when nobody sets it`;

const severityOf = ({ certainty }: LiteralSecret): Severity => (certainty === 'token' ? 'high' : 'medium');

/** As a file where the image is known to read one: a variable that nobody reads would be no remedy. */
function remove({ name }: EnvVar, container: Container): Change[] {
  const file = container.kind === 'container' ? secretFileOf(container, name) : undefined;
  return [{ set: 'process.env.secret', to: { name, ...(file !== undefined && { file }) } }];
}

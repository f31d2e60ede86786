import { type CommandSecret, secretsInWords } from '../../facts/secrets/command.ts';
import { whenceOf } from '../../facts/secrets/written.ts';
import {
  broken,
  type Change,
  type Container,
  type Control,
  held,
  inapplicable,
  isKnown,
  isUnknown,
  type Origin,
  undecided,
} from '../../model/index.ts';

export const secretInArguments: Control = {
  id: 'secret-in-arguments',
  group: 'secrets',
  title: 'No argument of the command is a secret',
  stops: 'Every process that may list the others, and whoever reads the declaration, does not read the password with them.',
  why: 'The arguments of a process are in /proc/PID/cmdline, which every user of the same process namespace, and of the host, may read; ps shows them, monitoring collects them, and they are in docker inspect and in the repository. Give the program a file (--password-file, a mounted secret) or a variable that comes from a secret. Kubernetes puts a variable into an argument with $(NAME): then the value is out of the manifest, but still in the arguments of the process.',
  severity: 'medium',
  gain: 'secrets',
  level: 'recommended',
  judges: ['container', 'image'],
  risk: {
    safe: false,
    because: 'the program has to be told to read the secret from a file',
    test: 'Start it with the secret in the file',
  },
  references: { cisDocker: ['4.10'], nsaCisa: ['Secrets'], nist800190: ['4.1.4'], mitre: ['T1552', 'T1552.001'] },
  judge(container) {
    const { args } = container.process;
    if (args === undefined) return held('has no arguments of its own');
    if (args === container.image.built?.process.args && container.image.build?.inline === undefined)
      return inapplicable('the arguments are those of the image: judged with it');
    if (isUnknown(args)) return undecided(args, 'low');
    const found = secretsOf(container);
    if (found.length === 0) return held('no argument is a secret', args);
    return found.map((secret) =>
      broken(say(secret), args, { remedy: remove(secret), ...(secret.certainty === 'token' ? { severity: 'high' } : {}) }),
    );
  },
  harden: (container) => secretsOf(container).flatMap(remove),
};

function secretsOf({ process: { args }, surface }: Container): readonly CommandSecret[] {
  if (!isKnown(args)) return [];
  const found = secretsInWords(args.value);
  return args.origin === undefined ? found : found.filter((secret) => isHere(secret, args.origin, surface !== 'compose'));
}

const isHere = ({ text }: CommandSecret, origin: Origin | undefined, inFile: boolean): boolean =>
  origin === undefined || whenceOf(text, origin, inFile) !== 'elsewhere';

function say({ name, what, certainty }: CommandSecret): string {
  const subject = name === '' ? 'an argument' : `the argument ${name}`;
  return `${subject} gives ${what}${certainty === 'weak' ? ' that is weak' : ' in plain text'}`;
}

const remove = ({ name }: CommandSecret): Change[] => [{ set: 'process.args.secret', to: { name } }];

import { type CommandSecret, secretsInScript } from '../../facts/secrets/command.ts';
import { secretKind } from '../../facts/secrets/kind.ts';
import { literalSecret } from '../../facts/secrets/literal.ts';
import { type BuildStep, knownValue, type Origin } from '../../model/index.ts';
import type { Found } from './found.ts';

interface Where {
  readonly isFinal: boolean;
  /** What secret-in-environment judges: the variables that the image ends up with. */
  readonly judged: readonly Origin[];
}

/** Secrets that stand in the text of an instruction, and build arguments that will hold one. */
export function written(step: BuildStep, { isFinal, judged }: Where): Found[] {
  const text = knownValue(step.text) ?? '';
  switch (step.instruction) {
    case 'ARG':
      return [
        ...secretsInScript(text)
          .filter(tells)
          .map((secret) => found(step, secret)),
        ...(isFinal ? asked(step, text) : []),
      ];
    case 'ENV':
      return judged.some((origin) => isWithin(origin, step.origin)) ? [] : variables(text).map((secret) => found(step, secret));
    case 'RUN':
      // A value that nobody would call secret gets a build going (SECRET_KEY=dummy); a password for an account does not.
      return secretsInScript(text)
        .filter((secret) => secret.certainty !== 'weak' || secret.name === 'chpasswd')
        .map((secret) => found(step, secret));
    case 'COPY':
    case 'ADD':
      return text.includes('\n') || text.includes('://')
        ? secretsInScript(text)
            .filter(tells)
            .map((secret) => found(step, secret))
        : [];
    default:
      return [];
  }
}

const tells = ({ certainty, what }: CommandSecret): boolean => certainty !== 'weak' || what === 'a password';

/** `ENV NAME=value …`, or the older `ENV NAME value`. */
function variables(text: string): CommandSecret[] {
  const old = /^\s*([A-Za-z_]\w*)\s+(\S.*)$/s.exec(text);
  if (old === null || /^\s*\S+=/.test(text)) return secretsInScript(text).filter(tells);
  const [, name = '', value = ''] = old;
  const secret = literalSecret(name, value);
  return secret === undefined ? [] : [{ ...secret, name, text: value }];
}

/** `ARG NPM_TOKEN`: whoever builds passes it, and it stays in the history. */
function asked(step: BuildStep, text: string): Found[] {
  return text.split(/\s+/).flatMap((name): Found[] => {
    const kind = /^[A-Za-z_]\w*$/.test(name) ? secretKind(name) : undefined;
    if (kind === undefined || kind === 'perhaps') return [];
    return [
      {
        step,
        detail: `takes ${name} as a build argument, which the history of the image keeps`,
        severity: 'low',
        remedy: [{ set: 'build.secret', to: { name } }],
      },
    ];
  });
}

function found(step: BuildStep, { name, what, certainty }: CommandSecret): Found {
  const subject = name === '' ? step.instruction : `${step.instruction} ${name}`;
  const how = certainty === 'weak' ? 'that is weak' : 'in plain text';
  return {
    step,
    detail: `${subject} holds ${what} ${how}`,
    severity: certainty === 'token' ? 'high' : 'medium',
    remedy: [{ set: 'build.secret', to: { name: /^\w+$/.test(name) ? name : 'NAME' } }],
  };
}

const isWithin = (inner: Origin, outer: Origin): boolean =>
  inner.source === outer.source && inner.start >= outer.start && inner.end <= outer.end;

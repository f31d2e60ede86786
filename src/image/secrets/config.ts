import { secretsInScript, secretsInWords } from '../../facts/secrets/command.ts';
import { literalSecret } from '../../facts/secrets/literal.ts';
import type { SecretCertainty } from '../../model/index.ts';
import { isObject, type Loose, listOf, stringsOf } from '../../text/json/loose.ts';
import { historyOf, instructionOf } from '../history.ts';

/** A secret in the configuration of an image: whoever can pull it reads it there. */
export interface ConfigSecret {
  readonly where: 'environment' | 'label' | 'command' | 'history';
  /** Of the variable, label or flag; empty: it has none. */
  readonly name: string;
  readonly what: string;
  readonly certainty: SecretCertainty;
  /** Of the history: the step as a Containerfile says it. Not concealed yet. */
  readonly instruction?: string;
  /** For concealing, never for printing. */
  readonly text: string;
}

/** What its environment, labels, command and history (with the arguments of the build) give away; a value that stands in several is told once. */
export function configSecrets(config: Loose): ConfigSecret[] {
  const inner = isObject(config.config) ? config.config : {};
  const environment = listOf(inner.Env).flatMap((entry) => (typeof entry === 'string' ? inVariable(entry) : []));
  const labels = Object.entries(isObject(inner.Labels) ? inner.Labels : {}).flatMap(([name, value]) =>
    typeof value === 'string' ? found('label', name, value) : [],
  );
  const command = inCommand(inner);
  const told = new Set([...environment, ...labels, ...command].map(({ text }) => text));
  const history: ConfigSecret[] = [];
  for (const { text } of historyOf(config)) {
    for (const secret of secretsInScript(text.slice(0, 100_000))) {
      if (told.has(secret.text)) continue;
      told.add(secret.text);
      const { name, what, certainty } = secret;
      history.push({ where: 'history', name, what, certainty: sure(certainty), instruction: instructionOf(text), text: secret.text });
    }
  }
  return [...environment, ...labels, ...command, ...history];
}

function inVariable(entry: string): ConfigSecret[] {
  const equals = entry.indexOf('=');
  return equals < 0 ? [] : found('environment', entry.slice(0, equals), entry.slice(equals + 1));
}

/** What a container is started with, and asked for its health by. */
function inCommand({ Entrypoint: entry, Cmd: command, Healthcheck: health }: Loose): ConfigSecret[] {
  const words = [entry, command, isObject(health) ? health.Test : undefined].map((list) => stringsOf(list));
  const [start = [], arguments_ = [], test = []] = words;
  return [[...start, ...arguments_], test].flatMap((list) =>
    secretsInWords(list).map(({ name, what, certainty, text }) => ({
      where: 'command' as const,
      name,
      what,
      certainty: sure(certainty),
      text,
    })),
  );
}

function found(where: ConfigSecret['where'], name: string, value: string): ConfigSecret[] {
  const secret = literalSecret(name, value);
  if (secret === undefined) return [];
  return [{ where, name, what: secret.what, certainty: sure(secret.certainty), text: value.slice(secret.start, secret.end) }];
}

const sure = (certainty: 'token' | 'literal' | 'weak'): SecretCertainty => (certainty === 'weak' ? 'weak' : 'certain');

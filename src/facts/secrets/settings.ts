import { secretKind } from './kind.ts';
import { type LiteralSecret, literalSecret } from './literal.ts';
import { isReference, strengthOf } from './value.ts';

/** A secret in a file of settings, and the name under which it stands there. */
export interface SettingSecret extends Pick<LiteralSecret, 'certainty' | 'what'> {
  readonly name: string;
}

/** Files of settings by their ending; a name without one is taken for a file of settings as well. */
const settings = /^[^.]*$|\.(?:properties|ini|env|conf|cfg|cnf|ya?ml|toml|json)$/i;

/** `name = value`, `name: value`, `"name": "value"`; what stands before the name on its line is indentation, a dash or `export`. */
const entry = /^[ \t]{0,200}(?:-[ \t]{1,8}|export[ \t]{1,8})?["']?([A-Za-z_][\w.-]{0,100})["']?[ \t]{0,40}[:=][ \t]{0,40}(\S.{0,1000})$/;

/** Lines beyond these are looked at no further. */
const most = 5000;

/**
 * The first secret in the text of a settings file. A file says more than a variable, and much that only looks alike, so that beside known
 * tokens and addresses only passwords that are no usual word count, and what a machine made up. Linear.
 */
export function secretInSettings(file: string, text: string): SettingSecret | undefined {
  if (!settings.test(file)) return shapeAlone(text);
  const lines = text.split('\n', most);
  for (const line of lines) {
    if (!/[:=]/.test(line)) continue;
    const [, name, rest] = entry.exec(line.trimEnd()) ?? [];
    const found = name === undefined || rest === undefined ? undefined : secretIn(name, rest);
    if (name !== undefined && found !== undefined) return { name, ...found };
  }
  return shapeAlone(text);
}

function secretIn(name: string, rest: string): Pick<LiteralSecret, 'certainty' | 'what'> | undefined {
  const value = unquoted(rest);
  const kind = secretKind(name);
  if (kind === undefined || isReference(value) || isCode(value)) return undefined;
  if (strengthOf('perhaps', value) !== undefined) return { certainty: 'literal', what: kind === 'password' ? 'a password' : 'a secret' };
  return kind === 'password' && strengthOf(kind, value) === 'literal' ? { certainty: 'literal', what: 'a password' } : undefined;
}

/** A quoted string, or everything up to a comment. */
function unquoted(rest: string): string {
  const quoted = /^"([^"]*)"|^'([^']*)'/.exec(rest);
  return quoted === null
    ? rest
        .replace(/[ \t][#;].*$/, '')
        .replace(/[,;]$/, '')
        .trim()
    : (quoted[1] ?? quoted[2] ?? '');
}

/** A call, an element of something, a mapping, a list, prose, or the name of a key of the secret rather than the secret. */
const isCode = (value: string): boolean => /^[\w.$:]{1,100}[([{]|^[[{|>&*!%]|\s/.test(value) || /^[a-z]+(?:[._-][a-z]+)*$/.test(value);

function shapeAlone(text: string): SettingSecret | undefined {
  const secret = literalSecret('', text);
  return secret === undefined || secret.certainty === 'weak' ? undefined : { name: '', certainty: secret.certainty, what: secret.what };
}

import { type EnvVar, type Problem, type Source, Unreadable, unknown, written } from '../../model/index.ts';
import { plain, reasonFor, withFolder } from '../../text/shell/index.ts';
import { comesFrom, type Draft, type Effect, textField } from '../draft.ts';
import { cut } from './values.ts';

/** -e NAME=value, or -e NAME: taken from the caller. Podman's NAME* takes all that begin so. */
export const env: Effect = (draft, { value, origin, name: flag }) => {
  const [name, text] = cut(value, '=');
  const from = comesFrom(name);
  if (from !== undefined) {
    draft.problem(origin, `${flag} comes from ${from} and was not read`);
    return;
  }
  put(draft, text === undefined ? { name, origin, from: 'caller' } : { name, origin, value: textField(text, origin) });
};

const put = ({ lists }: Draft, variable: EnvVar): void => {
  lists.env.set(variable.name, variable);
  lists.fromFiles.delete(variable.name);
};

/** Podman --env-host: every variable of the caller. */
export const envHost: Effect = ({ lists }, { value, origin }) => {
  if (value !== 'false') lists.env.set('*', { name: '*', origin, from: 'caller' });
};

/** Podman --env-merge NAME=${NAME}-more: put together with what the image says. */
export const envMerge: Effect = (draft, { value, origin }) => {
  const [name] = cut(value, '=');
  if (reasonFor(name) === undefined)
    put(draft, { name, origin, value: unknown('it is put together with a variable of the image', origin) });
};

/**
 * Lines NAME=value or NAME; # begins a comment. The files are read before every -e, wherever they stand. The name `*`
 * stands for the variables of a file that is not there.
 */
export const envFile: Effect = (draft, { value, origin, name: flag }) => {
  const path = withFolder(value);
  const from = comesFrom(path);
  if (from !== undefined) {
    draft.problem(origin, `${flag} comes from ${from} and was not read`);
    return;
  }
  const file = load(draft, path, (message) => draft.problem(origin, message));
  // Such files are often kept out of the repository: that is no fault of the command.
  if (file === undefined) put(draft, { name: '*', origin, from: 'file' });
  if (file === undefined) return;
  const { env, fromFiles } = draft.lists;
  for (const variable of variablesOf(file)) {
    if (env.has(variable.name) && !fromFiles.has(variable.name)) continue;
    env.set(variable.name, variable);
    fromFiles.add(variable.name);
  }
};

function load({ context, source }: Draft, path: string, problem: (message: Problem['message']) => void): Source | undefined {
  try {
    return context.load(path, source);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    problem(error.message);
    return undefined;
  }
}

/** Source: docker/cli 29 pkg/kvfile, which Podman's pkg/env follows. */
function* variablesOf(source: Source): Generator<EnvVar> {
  const text = plain(source.text);
  let start = text.startsWith('\ufeff') ? 1 : 0;
  while (start < text.length) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    const line = text.slice(start, end).replace(/\r$/, '');
    const content = line.trimStart();
    const from = start + line.length - content.length;
    start = end + 1;
    if (content === '' || content.startsWith('#')) continue;
    const origin = { source, start: from, end: from + content.length };
    const [name, value] = cut(content, '=');
    if (name.trim() !== '')
      yield value === undefined
        ? { name: name.trim(), origin, from: 'caller' }
        : { name: name.trim(), origin, value: written(value, origin) };
  }
}

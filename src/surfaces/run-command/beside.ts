import type { Beside, Meaning } from '../../model/index.ts';
import { reasonFor } from '../../text/shell/index.ts';
import type { Given } from './options.ts';

const meanings: Readonly<Record<string, Meaning>> = {
  restart: 'restart',
  label: 'label',
  init: 'init',
  'stop-signal': 'stop-signal',
  'stop-timeout': 'stop-timeout',
  'add-host': 'extra-host',
  dns: 'dns',
  tty: 'terminal',
  interactive: 'input',
  rm: 'remove',
  'health-interval': 'health-interval',
  'health-timeout': 'health-timeout',
  'health-retries': 'health-retries',
  'health-start-period': 'health-start-period',
};

/** In front of or behind the terminal is for whoever starts it. */
const ofTheCall = new Set([
  'detach',
  'attach',
  'quiet',
  'pull',
  'cidfile',
  'sig-proxy',
  'detach-keys',
  'tls-verify',
  'disable-content-trust',
]);

/** The options that say nothing of what is judged. */
export const besideOf = (given: readonly Given[]): readonly Beside[] =>
  given.flatMap(({ flag, option: { name, value, origin } }) => {
    if (flag.effect !== undefined || ofTheCall.has(flag.name)) return [];
    const meaning = Object.hasOwn(meanings, flag.name) ? meanings[flag.name] : undefined;
    if (meaning !== undefined && value === 'false') return [];
    return [{ key: name, origin, ...(meaning === undefined || reasonFor(value) !== undefined ? {} : { meaning, value }) }];
  });

import type { Beside, Meaning } from '../../model/index.ts';
import type { EngineOption } from './option.ts';
import { said } from './said.ts';

const flags: Readonly<Partial<Record<Meaning, string>>> = {
  restart: 'restart',
  label: 'label',
  'stop-signal': 'stop-signal',
  'stop-timeout': 'stop-timeout',
  'extra-host': 'add-host',
  dns: 'dns',
  'health-interval': 'health-interval',
  'health-timeout': 'health-timeout',
  'health-retries': 'health-retries',
  'health-start-period': 'health-start-period',
};

const switches: Readonly<Partial<Record<Meaning, string>>> = { init: 'init', terminal: 'tty', input: 'interactive', remove: 'rm' };

/** What can be said of it to `docker run` and `podman run`. */
export const besideOptions = (beside: readonly Beside[]): readonly EngineOption[] =>
  beside.flatMap(({ meaning, value }): EngineOption[] => {
    if (meaning === undefined || value === undefined) return [];
    const flag = flags[meaning];
    if (flag !== undefined) return [{ flag, value: said(value) }];
    const turned = switches[meaning];
    return turned === undefined ? [] : [{ flag: turned }];
  });

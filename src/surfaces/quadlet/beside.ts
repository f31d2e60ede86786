import type { Beside, Meaning } from '../../model/index.ts';
import { reasonFor } from '../../text/shell/holes.ts';
import { isOther } from './keys.ts';
import { isYes, type QuadletUnit, wordValues } from './unit.ts';

const read = new Set(
  'Image Rootfs Exec User Group Pod PodmanArgs GlobalArgs ContainersConfModule RemapUsers RemapUid RemapGid RemapUidSize ContainerName'.split(
    ' ',
  ),
);

/** Limits of the service that are read as those of the container. */
const limits = new Set(['MemoryMax', 'MemoryLimit', 'TasksMax', 'CPUQuota', 'IOWeight']);

const meanings: Readonly<Record<string, Meaning>> = {
  Label: 'label',
  RunInit: 'init',
  StopSignal: 'stop-signal',
  StopTimeout: 'stop-timeout',
  AddHost: 'extra-host',
  DNS: 'dns',
  HealthInterval: 'health-interval',
  HealthTimeout: 'health-timeout',
  HealthRetries: 'health-retries',
  HealthStartPeriod: 'health-start-period',
};

const dependencies = new Set(['After', 'Requires', 'Wants', 'BindsTo']);

/** What a unit says that no measure is about. */
export function besideOf(unit: QuadletUnit): readonly Beside[] {
  const found = new Map<string, Beside>();
  for (const entry of unit.entries) {
    const { section, key, origin } = entry;
    if (section === 'Install' || (section === 'Unit' && /^(?:Description|Documentation)$/.test(key))) continue;
    if (section === 'Container' && (!isOther(key) || read.has(key))) continue;
    if (section === 'Service' && limits.has(key)) continue;
    const split = section === 'Unit' || key === 'Label';
    const texts = split ? wordValues(unit, entry).map(({ text }) => text) : [entry.value.text.trim()];
    for (const text of texts) {
      const one = { key: `${key}=`, origin, ...meant(section, key, text) };
      if (section === 'Unit' && (/\.target$/.test(text) || found.has(text))) continue;
      found.set(split ? text : `${key} ${text}`, one);
    }
  }
  return [...found.values()].filter(({ meaning, value }) => value !== 'false' || meaning !== 'init');
}

function meant(section: string, key: string, text: string): Pick<Beside, 'meaning' | 'value'> {
  if (reasonFor(text) !== undefined) return {};
  if (section === 'Unit') {
    const service = /^([\w.@-]+)\.service$/.exec(text)?.[1];
    return dependencies.has(key) && service !== undefined ? { meaning: 'depends-on', value: service } : {};
  }
  if (section === 'Service') return key === 'Restart' ? restart(text) : {};
  const meaning = Object.hasOwn(meanings, key) ? meanings[key] : undefined;
  if (meaning === undefined) return {};
  return { meaning, value: meaning === 'init' ? String(isYes(text)) : text };
}

function restart(text: string): Pick<Beside, 'meaning' | 'value'> {
  if (text === 'always' || text === 'no') return { meaning: 'restart', value: text };
  return /^on-(?:failure|abnormal|abort|watchdog)$/.test(text) ? { meaning: 'restart', value: 'on-failure' } : {};
}
